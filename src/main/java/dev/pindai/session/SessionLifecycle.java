package dev.pindai.session;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;

import dev.pindai.shared.ProblemException;

/**
 * What a user can wish of a session, as calls that return when the wish is committed. They block: call them on a virtual
 * thread. All are idempotent. Each asks first whether the session is the caller's: the mailbox, which is the same for
 * everybody,
 * knows no callers.
 */
@Singleton
public class SessionLifecycle {

    private static final Duration COMMIT = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final SessionManager manager;
    private final Sessions sessions;
    private final Timing timing;

    SessionLifecycle(SessionManager manager, Sessions sessions, QrConfig qr, SessionConfig session, HealConfig heal) {
        this.manager = manager;
        this.sessions = sessions;
        this.timing = Timing.of(qr, session, heal);
    }

    /** Opens the page; a session that runs stays as it is. */
    public void start(UUID id) {
        sessions.require(id);
        get(manager.submit(id, new SessionInput.Start()), COMMIT);
    }

    /** Closes the page and keeps the link. */
    public void stop(UUID id) {
        sessions.require(id);
        get(manager.submit(id, new SessionInput.Stop()), COMMIT);
    }

    /** Closes the page, if it is open, and opens a new one on the same profile. */
    public void restart(UUID id) {
        sessions.require(id);
        get(manager.submit(id, new SessionInput.Restart()), COMMIT);
    }

    /**
     * Starts the session and waits for its first QR.
     *
     * @throws ProblemException with what came instead
     */
    public CurrentQr startAndAwaitQr(UUID id) {
        sessions.require(id);
        var atMost = timing.generation().plus(MARGIN);
        try {
            var state = get(manager.submit(id, new SessionInput.Start(), SessionLifecycle::started, atMost),
                    atMost.plus(COMMIT));
            if (!state.status().running()) {
                throw SessionProblems.startFailed(state);
            }
        } catch (WaitedInVain e) {
            throw SessionProblems.noQrInTime();
        }
        return sessions.qr(id);
    }

    /**
     * Unlinks the account at WhatsApp, waiting until it confirms, and removes the login.
     *
     * @throws ProblemException 504 {@code LOGOUT_UNCONFIRMED}; the login is kept then
     */
    public void logout(UUID id) {
        sessions.require(id);
        var atMost = timing.logout().plus(MARGIN);
        try {
            if (get(manager.submit(id, new SessionInput.Logout(), state -> !state.loggingOut(), atMost), atMost.plus(COMMIT))
                    .linked()) {
                throw SessionProblems.logoutUnconfirmed();
            }
        } catch (WaitedInVain e) {
            throw SessionProblems.logoutUnconfirmed();
        }
    }

    /** Ends the page, removes profile, link and row; returns when nothing of it is left. */
    public void delete(UUID id) {
        sessions.require(id);
        get(manager.delete(id), Duration.ofSeconds(60));
    }

    /**
     * A code to type into the phone.
     *
     * @param phoneNumber of the phone, in international form
     * @throws ProblemException 400 for a number that is none, 409 unless a QR is shown, 502 if WhatsApp refuses
     */
    public PairingCode pairingCode(UUID id, String phoneNumber) {
        sessions.require(id);
        var issued = get(manager.pairingCode(id, digits(phoneNumber)), Duration.ofSeconds(40));
        return new PairingCode(issued.code(), issued.expiresAt());
    }

    private static boolean started(SessionState state) {
        return state.status() != SessionStatus.STARTING;
    }

    private static String digits(String phoneNumber) {
        try {
            return PhoneNumbers.digits(phoneNumber);
        } catch (IllegalArgumentException e) {
            throw SessionProblems.badPhoneNumber(e.getMessage());
        }
    }

    private static <T> T get(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new WaitedInVain();
            }
            throw SessionProblems.unwrap(e.getCause());
        } catch (TimeoutException e) {
            throw SessionProblems.busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionProblems.busy();
        }
    }

    /** A state that was waited for did not come. */
    private static final class WaitedInVain extends RuntimeException {

        WaitedInVain() {
            super("what was waited for did not come", null, false, false);
        }
    }
}
