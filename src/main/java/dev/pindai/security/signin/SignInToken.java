package dev.pindai.security.signin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.pindai.security.Tokens;

/**
 * What a signed-in browser holds in its cookie: 256 random bits. All else about the secrets of a sign-in is made from it, so
 * that nothing in the database lets anybody in, or helps to guess a key.
 */
record SignInToken(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String HMAC = "HmacSHA256";
    private static final byte[] CSRF = "csrf".getBytes(StandardCharsets.UTF_8);

    static SignInToken next() {
        return new SignInToken(Tokens.next());
    }

    /** Empty for what can't be one, so that nobody has to look it up. */
    static Optional<SignInToken> of(String cookie) {
        return Optional.ofNullable(cookie).filter(text -> FORM.matcher(text).matches()).map(SignInToken::new);
    }

    /** By which its sign-in is found. */
    byte[] hash() {
        return Tokens.sha256(text);
    }

    /** Tells this sign-in from others, and is of no use to whoever reads it. */
    String name() {
        return HexFormat.of().formatHex(hash());
    }

    /** What a page of this sign-in sends with each change; only who can read the page knows it. */
    String csrf() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(CSRF));
    }

    /**
     * Ties the sign-in to the text of the key that it was made with.
     *
     * @param key the digest of that text
     */
    byte[] proof(byte[] key) {
        return mac(key);
    }

    /** Whether a digest is that of the key of which this is the proof. */
    Predicate<byte[]> shows(byte[] proof) {
        return key -> MessageDigest.isEqual(mac(key), proof);
    }

    private byte[] mac(byte[] message) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    /** The token never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "SignInToken[]";
    }
}
