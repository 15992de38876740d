package dev.pindai.crypto;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The beginning of an encrypted archive: what its key was derived with. Followed by a check (HMAC-SHA256) of these bytes with
 * a key of the same derivation, by which a wrong passphrase is told from damage further on.
 *
 * @param iterations of PBKDF2 with HMAC-SHA512; more of them make guessing dearer
 */
record ArchiveHeader(int iterations, byte[] salt) {

    /** Three times what OWASP asks of this function in 2023: about a second on a small machine. */
    static final int ITERATIONS = 600_000;

    private static final byte[] MAGIC = "PINDAI\0\1".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT_BYTES = 32;
    private static final int KEY_BYTES = 32;
    private static final int CHECK_BYTES = 32;
    private static final int FEWEST = 10_000;
    /** So that nobody can keep a processor busy for minutes with a header. */
    private static final int MOST = 5_000_000;

    /** One for a new archive; its salt makes its key one that no other archive has. */
    static ArchiveHeader create(int iterations) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new ArchiveHeader(iterations, salt);
    }

    /** The whole beginning, check included, and the key for what follows. */
    record Opened(byte[] bytes, SecretKey key) {
    }

    /** Derives the key; takes its time on purpose. */
    Opened open(char[] passphrase) {
        var derived = derive(passphrase);
        var bytes = bytes();
        var check = check(Arrays.copyOfRange(derived, KEY_BYTES, 2 * KEY_BYTES), bytes);
        return new Opened(ByteBuffer.allocate(bytes.length + check.length).put(bytes).put(check).array(),
                new SecretKeySpec(derived, 0, KEY_BYTES, "AES"));
    }

    /**
     * Reads the beginning of an archive.
     *
     * @throws DamagedArchiveException if this is none
     * @throws WrongPassphraseException if it is one of another passphrase
     */
    static Opened read(InputStream from, char[] passphrase) throws IOException {
        var in = new DataInputStream(from);
        try {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new DamagedArchiveException("it does not begin as an archive of Pindai does");
            }
            var header = new ArchiveHeader(in.readInt(), in.readNBytes(SALT_BYTES));
            if (header.iterations < FEWEST || header.iterations > MOST || header.salt.length < SALT_BYTES) {
                throw new DamagedArchiveException("its beginning can't be right");
            }
            var check = in.readNBytes(CHECK_BYTES);
            var opened = header.open(passphrase);
            var expected = Arrays.copyOfRange(opened.bytes(), opened.bytes().length - CHECK_BYTES, opened.bytes().length);
            if (!MessageDigest.isEqual(check, expected)) {
                throw new WrongPassphraseException();
            }
            return opened;
        } catch (EOFException e) {
            throw new DamagedArchiveException("it ends in its beginning");
        }
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + SALT_BYTES).put(MAGIC).putInt(iterations).put(salt).array();
    }

    private byte[] derive(char[] passphrase) {
        // The same letters may be typed in more than one way.
        var letters = Normalizer.normalize(new String(passphrase), Normalizer.Form.NFC).toCharArray();
        var spec = new PBEKeySpec(letters, salt, iterations, 2 * KEY_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] check(byte[] key, byte[] bytes) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC", e);
        }
    }

    @Override
    public String toString() {
        return "ArchiveHeader[" + iterations + "]";
    }
}
