package dev.pindai.session;

import java.time.Duration;

/** The waits and limits that the state machine applies, see {@link QrConfig} and {@link SessionConfig}. */
record Timing(Duration generation, int maxAttempts, Duration restore, Duration sync, Duration passkey, Duration logout,
        Heal heal) {

    /** The ladder's waits and limits, see {@link HealConfig}. */
    record Heal(Duration waitTime, Duration reloadTime, Duration backoff, Duration maxBackoff, int maxRestarts,
            Duration stableAfter) {
    }

    static Timing of(QrConfig qr, SessionConfig session, HealConfig heal) {
        return new Timing(qr.generationTimeout(), qr.maxAttempts(), session.restoreTimeout(), session.syncTimeout(),
                session.passkeyTimeout(), session.logoutTimeout(), new Heal(heal.waitTime(), heal.reloadTime(),
                        heal.backoff(), heal.maxBackoff(), heal.maxRestarts(), heal.stableAfter()));
    }
}
