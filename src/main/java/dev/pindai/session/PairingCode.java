package dev.pindai.session;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A code that links an account when it is typed into its phone. A credential: never logged. */
@Schema(name = "PairingCode")
public record PairingCode(@Schema(examples = "ABCD1234") String code, Instant expiresAt) {

    @Override
    public String toString() {
        return "PairingCode[expiresAt=" + expiresAt + "]";
    }
}
