package dev.pindai.session;

import java.time.Instant;

/** The one thing a session waits for now, and until when. It lives in the row, so a restart keeps it. */
record Deadline(Kind kind, Instant at) {

    enum Kind {
        /** From start to the first QR of a session without a link. */
        GENERATION,
        /** From a QR to the next one, or to the end of the last. */
        SCAN,
        /** A pairing code is valid until then; the QR may rest meanwhile. */
        PAIRING,
        /** A stored link has until then to come back. */
        RESTORE,
        /** From the phone's acceptance to ready. */
        SYNC,
        /** WhatsApp's passkey step. */
        PASSKEY,
        /** Unlinking at WhatsApp. */
        LOGOUT,
        /** The rung of the ladder that is being tried, see {@link HealRules}. */
        HEAL
    }
}
