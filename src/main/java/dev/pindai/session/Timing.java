package dev.pindai.session;

import java.time.Duration;

/** The waits and limits that the state machine applies, see {@link QrConfig} and {@link SessionConfig}. */
record Timing(Duration generation, int maxAttempts, Duration restore, Duration sync, Duration passkey, Duration logout) {

    static Timing of(QrConfig qr, SessionConfig session) {
        return new Timing(qr.generationTimeout(), qr.maxAttempts(), session.restoreTimeout(), session.syncTimeout(),
                session.passkeyTimeout(), session.logoutTimeout());
    }
}
