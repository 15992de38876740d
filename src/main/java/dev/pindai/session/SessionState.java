package dev.pindai.session;

import java.time.Instant;
import java.util.UUID;

/**
 * Everything the state machine knows of a session; the row holds the same.
 *
 * @param epoch which start of the session this is; 0 before the first
 * @param linked whether the profile holds a link that WhatsApp accepted
 * @param loggingOut whether the user asked to unlink and WhatsApp has not confirmed yet
 * @param wid WhatsApp's id of the account, null until ready
 * @param qrAttempt codes shown in this start
 * @param firstQrAt when the first of them was shown, or null
 * @param deadline what it waits for, or null
 * @param healing how it is being mended, and how often it was of late; never null
 * @param passkey what WhatsApp asks of a passkey while it waits for one (PublicKeyCredentialRequestOptionsJSON), or null
 */
record SessionState(UUID id, SessionStatus status, Desired desired, Reason reason, String reasonDetail, long epoch,
        boolean linked, boolean loggingOut, String wid, String pushName, int qrAttempt, Instant firstQrAt,
        Deadline deadline, Instant startedAt, Instant statusSince, Healing healing, String passkey) {
}
