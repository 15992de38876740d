package dev.pindai.crypto;

import dev.pindai.shared.ProblemException;

/** A stored secret can't be decrypted. It stays as it is, for the day when its key is back. */
public final class UnreadableSecretException extends ProblemException {

    private final String key;

    private UnreadableSecretException(String key, String detail) {
        super(503, "SECRET_UNREADABLE", detail);
        this.key = key;
    }

    static UnreadableSecretException missing(SecretPlace place, String key) {
        return new UnreadableSecretException(key, "A secret in " + place.name() + " is encrypted with the key '" + key
                + "', which is neither in pindai.encryption.keys nor in the file encryption-key of the data directory. Put the "
                + "key there again and restart Pindai, or set the secret anew.");
    }

    static UnreadableSecretException changed(SecretPlace place, String key) {
        return new UnreadableSecretException(key,
                "A secret in " + place.name() + " was changed or moved since it was encrypted "
                        + "with the key '" + key + "'. Set it anew.");
    }

    /** The id of the key that encrypted it. */
    public String key() {
        return key;
    }
}
