package dev.pindai.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/**
 * Encrypts secrets for the database and decrypts them: AES-GCM with 256 bits and a random nonce of 96. What comes out names its
 * key: {@code sealed:1:<key>:<base64 of nonce, ciphertext and tag>}. A stored value that is not of this form is from before
 * there was encryption, and is read as it is.
 */
@Singleton
public class SecretBox {

    private static final Logger LOG = Logger.getLogger(SecretBox.class);
    private static final Pattern SEALED = Pattern.compile("sealed:1:(" + EncryptionKey.ID + "):([A-Za-z0-9_-]{38,})");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final EncryptionKeys keys;
    private final Set<String> missed = ConcurrentHashMap.newKeySet();

    SecretBox(EncryptionKeys keys) {
        this.keys = keys;
    }

    /** What to store in this place for a secret; null for null. */
    public String seal(SecretPlace place, String secret) {
        if (secret == null) {
            return null;
        }
        var key = keys.first();
        var nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, place);
            var encrypted = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var all = ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
            return "sealed:1:" + key.id() + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret can't be encrypted", e);
        }
    }

    /**
     * The secret that is stored in this place; null for null.
     *
     * @throws UnreadableSecretException if its key is missing, or it was changed or moved
     */
    public String open(SecretPlace place, String stored) {
        var sealed = stored == null ? null : SEALED.matcher(stored);
        if (sealed == null || !sealed.matches()) {
            return stored;
        }
        var id = sealed.group(1);
        var key = keys.find(id).orElseThrow(() -> missing(place, id));
        try {
            var all = Base64.getUrlDecoder().decode(sealed.group(2));
            var cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(all, NONCE_BYTES), place);
            return new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw UnreadableSecretException.changed(place, id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret can't be decrypted", e);
        }
    }

    /**
     * What to store instead of this, so that it is encrypted with the first key; empty if it is already.
     *
     * @throws UnreadableSecretException as {@link #open}
     */
    Optional<String> renewed(SecretPlace place, String stored) {
        var sealed = SEALED.matcher(stored);
        return sealed.matches() && sealed.group(1).equals(keys.first().id()) ? Optional.empty()
                : Optional.of(seal(place, open(place, stored)));
    }

    private UnreadableSecretException missing(SecretPlace place, String id) {
        var unreadable = UnreadableSecretException.missing(place, id);
        if (missed.add(id)) {
            LOG.warn(unreadable.getMessage());
        }
        return unreadable;
    }

    private static Cipher cipher(int mode, EncryptionKey key, byte[] nonce, SecretPlace place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.bytes());
        return cipher;
    }
}
