package dev.pindai.session;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;

import dev.pindai.shared.ProblemException;

/**
 * What a user can wish of a session, as calls that return when the wish is committed. They block: call them on a virtual
 * thread. All are idempotent.
 */
@Singleton
public class SessionLifecycle {

    private static final Duration COMMIT = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final SessionManager manager;
    private final SessionWaits waits;
    private final Sessions sessions;
    private final Timing timing;

    SessionLifecycle(SessionManager manager, SessionWaits waits, Sessions sessions, QrConfig qr, SessionConfig session) {
        this.manager = manager;
        this.waits = waits;
        this.sessions = sessions;
        this.timing = Timing.of(qr, session);
    }

    /** Opens the page; a session that runs stays as it is. */
    public void start(UUID id) {
        get(manager.submit(id, new SessionInput.Start()), COMMIT);
    }

    /** Closes the page and keeps the link. */
    public void stop(UUID id) {
        get(manager.submit(id, new SessionInput.Stop()), COMMIT);
    }

    /** Closes the page, if it is open, and opens a new one on the same profile. */
    public void restart(UUID id) {
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
        var settled = waits.until(id, state -> state.status() != SessionStatus.STARTING, atMost);
        try {
            var started = get(manager.submit(id, new SessionInput.Start()), COMMIT);
            var state = started.status() == SessionStatus.STARTING ? settled.join() : started;
            if (!state.status().running()) {
                throw SessionProblems.startFailed(state);
            }
        } catch (CompletionException e) {
            throw SessionProblems.noQrInTime();
        } finally {
            settled.cancel(false);
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
        var done = waits.until(id, state -> !state.loggingOut(), timing.logout().plus(MARGIN));
        try {
            var asked = get(manager.submit(id, new SessionInput.Logout()), COMMIT);
            var state = asked.loggingOut() ? done.join() : asked;
            if (state.linked()) {
                throw SessionProblems.logoutUnconfirmed();
            }
        } catch (CompletionException e) {
            throw SessionProblems.logoutUnconfirmed();
        } finally {
            done.cancel(false);
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
     * @throws ProblemException 400 for a number that can't be one, 409 unless a QR is shown, 502 if WhatsApp refuses
     */
    public PairingCode pairingCode(UUID id, String phoneNumber) {
        sessions.require(id);
        var issued = get(manager.pairingCode(id, digits(phoneNumber)), Duration.ofSeconds(40));
        return new PairingCode(issued.code(), issued.expiresAt());
    }

    private static String digits(String phoneNumber) {
        try {
            return PhoneNumbers.digits(phoneNumber);
        } catch (IllegalArgumentException e) {
            throw SessionProblems.badPhoneNumber();
        }
    }

    private static <T> T get(CompletableFuture<T> future, Duration atMost) {
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw SessionProblems.unwrap(e.getCause());
        } catch (TimeoutException e) {
            throw SessionProblems.busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionProblems.busy();
        }
    }
}
