package dev.pindai.security;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes secrets that can't be guessed: 256 random bits, safe in a header, a cookie and a URL. */
public final class Tokens {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {
    }

    /** A new one, 43 characters long. */
    public static String next() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text could be one; what could not needs no look at the database. */
    public static boolean hasForm(String text) {
        return FORM.matcher(text).matches();
    }

    /** What is kept of a token: its SHA-256, which is enough for something that can't be guessed. */
    public static byte[] hash(String token) {
        return AdminKey.sha256(token);
    }
}
