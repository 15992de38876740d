package dev.pindai.session;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The waits of a session other than for its QR. */
@ConfigMapping(prefix = "pindai.session")
public interface SessionConfig {

    /** How long a stored link may take to come back after a start. */
    @WithDefault("120s")
    Duration restoreTimeout();

    /** How long syncing may take after a scan; then the session fails with {@code SYNC_TIMEOUT}. */
    @WithDefault("300s")
    Duration syncTimeout();

    /** How long WhatsApp's passkey step may take, unless the page gives less; as long again for WhatsApp's answer to it. */
    @WithDefault("120s")
    Duration passkeyTimeout();

    /** How long unlinking at WhatsApp may take; after it the login is kept. */
    @WithDefault("60s")
    Duration logoutTimeout();

    /** Pause between two sessions that are brought back when the service starts, so that browsers don't start all at once. */
    @WithDefault("250ms")
    Duration restoreStagger();

    /** Most sessions that may exist; creating one more answers 409 {@code TOO_MANY_SESSIONS}. */
    @WithDefault("1000")
    @Min(1)
    int maxSessions();
}
