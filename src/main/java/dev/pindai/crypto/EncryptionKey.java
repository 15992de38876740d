package dev.pindai.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of AES with 256 bits.
 *
 * @param id tells it from others, beside each value that it encrypted; no secret
 */
record EncryptionKey(String id, SecretKey key) {

    static final int BYTES = 32;
    /** What an id may consist of. */
    static final String ID = "[A-Za-z0-9_-]{1,32}";

    private static final Pattern FORM = Pattern.compile("(" + ID + "):(.+)");

    /**
     * Reads {@code id:key}.
     *
     * @param where it stands, for the message
     * @throws IllegalStateException that repeats nothing of what might be the key
     */
    static EncryptionKey parse(String text, String where) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalStateException("A key in " + where + " has not the form id:key, with an id of up to 32 letters,"
                    + " digits, _ and -. Make one with: echo \"2026:$(openssl rand -base64 32)\"");
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(parts.group(2).strip());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != BYTES) {
            throw new IllegalStateException("The key '" + parts.group(1) + "' in " + where
                    + " is not 32 bytes in base64. Make one with: openssl rand -base64 32");
        }
        return new EncryptionKey(parts.group(1), new SecretKeySpec(bytes, "AES"));
    }

    /** A new one, with an id that no other has. */
    static EncryptionKey generate() {
        var id = new byte[4];
        var bytes = new byte[BYTES];
        var random = new SecureRandom();
        random.nextBytes(id);
        random.nextBytes(bytes);
        return new EncryptionKey("k" + HexFormat.of().formatHex(id), new SecretKeySpec(bytes, "AES"));
    }

    /** As {@link #parse} reads it. */
    String text() {
        return id + ":" + Base64.getEncoder().encodeToString(key.getEncoded());
    }

    boolean sameAs(EncryptionKey other) {
        return id.equals(other.id) && Arrays.equals(key.getEncoded(), other.key.getEncoded());
    }

    /** The key never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "EncryptionKey[" + id + "]";
    }
}
