package dev.pindai.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets that can't be guessed: 256 random bits, safe in a header, a cookie and a URL. */
public final class Tokens {

    private Tokens() {
    }

    /** A new one, 43 characters long. */
    public static String next() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
