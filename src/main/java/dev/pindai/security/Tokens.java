package dev.pindai.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Makes secrets that can't be guessed: 256 random bits, safe in a header, a cookie and a URL. Of such a one a plain digest may
 * be kept: nobody finds what it was made of by trying.
 */
public final class Tokens {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    private Tokens() {
    }

    /** A new one, 43 characters long. */
    public static String next() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text could be one; what could not needs no look at the database. */
    public static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** The digest of a secret; to be compared by {@link MessageDigest#isEqual}. */
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
