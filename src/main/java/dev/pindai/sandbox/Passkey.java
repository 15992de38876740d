package dev.pindai.sandbox;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The passkey of one simulated account: its phone signs with it, the simulated server knows the public half. It outlives
 * the account's links, as a real one does.
 *
 * @param wid the account
 * @param id the credential's id, base64url
 * @param publicKey X.509, Base64
 * @param privateKey PKCS #8, Base64; a key of the sandbox, good for nothing else
 */
@RegisterForReflection
record Passkey(String wid, String id, String publicKey, String privateKey) {

    @Override
    public String toString() {
        return "Passkey[wid=" + wid + ", id=" + id + "]";
    }
}
