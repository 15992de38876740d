package dev.pindai.sandbox;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The arithmetic of passkeys: ES256, the signature that every authenticator and every server knows. */
final class PasskeyKeys {

    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int ID_BYTES = 16;

    private PasskeyKeys() {
    }

    static Passkey create(String wid) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            var pair = generator.generateKeyPair();
            return new Passkey(wid, text(random(ID_BYTES)), Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key could be made", e);
        }
    }

    /** A signature over these parts, DER as WebAuthn has it. */
    static byte[] sign(Passkey passkey, byte[]... parts) {
        try {
            var signer = Signature.getInstance(SIGNATURE);
            signer.initSign(KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(passkey.privateKey()))));
            for (var part : parts) {
                signer.update(part);
            }
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The sandbox's passkey of " + passkey.wid() + " can't sign", e);
        }
    }

    /** Whether this is the passkey's signature over these parts. */
    static boolean verify(Passkey passkey, byte[] signature, byte[]... parts) {
        try {
            var verifier = Signature.getInstance(SIGNATURE);
            verifier.initVerify(KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(passkey.publicKey()))));
            for (var part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Also what is no signature at all.
            return false;
        }
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    /** Base64url without padding, as WebAuthn's JSON has it. */
    static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException for what is not base64url, null included */
    static byte[] bytes(String text) {
        if (text == null) {
            throw new IllegalArgumentException("missing");
        }
        return Base64.getUrlDecoder().decode(text);
    }
}
