package dev.pindai.session;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageGoneException;
import dev.pindai.shared.ProblemException;

/** The refusals of this feature, each with its stable code and the way to mend it. */
final class SessionProblems {

    private SessionProblems() {
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(404, "SESSION_NOT_FOUND", "There is no session " + id + ". GET /api/sessions lists them.");
    }

    static ProblemException keyLimited() {
        return new ProblemException(403, "KEY_LIMITED",
                "Your key is for certain sessions, and a new one would be none of them. Use a key that is for all.");
    }

    static ProblemException tooMany(int most) {
        return new ProblemException(409, "TOO_MANY_SESSIONS",
                "There are " + most + " sessions already. Delete one, or raise pindai.session.max-sessions.");
    }

    static ProblemException tooManyOfTenant(int most) {
        return new ProblemException(409, "TOO_MANY_SESSIONS",
                "You have " + most + " sessions already. Delete one, or have pindai.limit.sessions-per-tenant raised.");
    }

    static ProblemException pairingNotAvailable(SessionStatus status) {
        return new ProblemException(409, "PAIRING_NOT_AVAILABLE",
                "A pairing code can be had while the status is SCAN_QR; it is "
                        + status + " now. Start the session and wait for the event qr.");
    }

    static ProblemException pairingRefused(String words) {
        return new ProblemException(502, "PAIRING_REFUSED", "WhatsApp gave no pairing code (" + words
                + "). Check the phone number and try again in a minute, or scan the QR.");
    }

    static ProblemException badPhoneNumber(String why) {
        return new ProblemException(400, "INVALID_PHONE_NUMBER", why);
    }

    static ProblemException passkeyNotRequested(SessionStatus status) {
        return new ProblemException(409, "PASSKEY_NOT_REQUESTED", status == SessionStatus.PASSKEY_REQUIRED
                ? "The passkey was handed over or withdrawn already. Follow the session's events for what comes of it."
                : "WhatsApp asks for a passkey while the status is PASSKEY_REQUIRED; it is " + status
                        + " now. Wait for the event passkey.");
    }

    static ProblemException qrNotAvailable(SessionStatus status) {
        return new ProblemException(409, "QR_NOT_AVAILABLE", switch (status) {
            case STOPPED, FAILED -> "The session is " + status + ": start it first, a QR follows within seconds.";
            case STARTING -> "The QR is on its way: wait for the event qr, or ask again in a second.";
            case SCAN_QR -> "The next QR is on its way: ask again in a second.";
            default -> "The session is " + status + ": there is nothing to scan.";
        });
    }

    static ProblemException startFailed(SessionState state) {
        var detail = state.reasonDetail() == null ? "" : " (" + state.reasonDetail() + ")";
        return state.reason() == null
                ? new ProblemException(409, "SESSION_STOPPED", "The session was stopped before a QR came. Start it again.")
                : new ProblemException(503, state.reason().name(),
                        ReasonText.sentence(state.reason(), Locale.ENGLISH) + detail);
    }

    static ProblemException noQrInTime() {
        return new ProblemException(504, "QR_TIMEOUT",
                "No QR came in time. The session goes on starting: follow its events, or look at GET /api/sessions/{id}.");
    }

    static ProblemException logoutUnconfirmed() {
        return new ProblemException(504, "LOGOUT_UNCONFIRMED", "WhatsApp did not confirm the logout in time, so the login is "
                + "kept. Try again, or unlink the device on the phone.");
    }

    static ProblemException busy() {
        return new ProblemException(503, "SESSION_BUSY",
                "The session is still busy with an earlier call. Try again in a moment.",
                Duration.ofSeconds(5));
    }

    static ProblemException pageNotOpen(SessionStatus status) {
        return new ProblemException(409, "PAGE_NOT_OPEN", status.running()
                ? "No page is open at this moment, the status is " + status + ". Ask again in a few seconds."
                : "No page is open, the session is " + status + ". Start it first.");
    }

    static ProblemException pageBusy() {
        return new ProblemException(503, "SESSION_BUSY",
                "The page is loading, busy or does not answer. Try again in a moment; the diagnostics say what is known of it.",
                Duration.ofSeconds(3));
    }

    /** What an answer of the engine or of the mailbox means for the caller. */
    static RuntimeException unwrap(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case ProblemException problem -> problem;
            case PageCallException refused -> pairingRefused(refused.getMessage());
            case PageGoneException gone -> new ProblemException(409, "PAGE_GONE",
                    "The session's page was closed or reloaded meanwhile. Look at its status and try again.");
            case TimeoutException late -> busy();
            case RuntimeException other -> other;
            default -> new IllegalStateException(cause);
        };
    }
}
