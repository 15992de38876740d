package dev.pindai.session;

import java.time.Instant;
import java.util.UUID;

/** The QR that the session's page shows now. {@code qr} is a credential: never logged. */
public record CurrentQr(UUID sessionId, String qr, int attempt, int maxAttempts, Instant issuedAt, Instant expiresAt) {

    @Override
    public String toString() {
        return "CurrentQr[sessionId=" + sessionId + ", attempt=" + attempt + "]";
    }
}
