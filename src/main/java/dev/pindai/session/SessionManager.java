package dev.pindai.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageListener;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;

import org.jboss.logging.Logger;

/**
 * Runs the sessions: every wish, every signal of a page and every deadline goes through the session's mailbox, becomes one
 * transaction, and only then has its effect on the engine. It and {@link EffectRunner}
 * have pages do something, and {@link Passkeys} hands them an answer; {@link SessionDiagnostics} looks at them.
 */
@Singleton
public class SessionManager implements PageListener {

    private static final Logger LOG = Logger.getLogger(SessionManager.class);
    private static final Duration REMOVE = Duration.ofSeconds(45);

    private final Engine engine;
    private final SessionTransitions transitions;
    private final EffectRunner effects;
    private final SessionWaits waits;
    private final SessionMetrics metrics;
    private final SessionRoom room;
    private final QrConfig qr;
    private final Clock clock;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("session-", 0).factory());
    private final Map<UUID, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final Retry retry;
    private volatile boolean stopping;

    SessionManager(Engine engine, SessionTransitions transitions, EffectRunner effects, SessionWaits waits,
            SessionMetrics metrics, SessionRoom room, Retry retry, QrConfig qr, Clock clock) {
        this.retry = retry;
        this.engine = engine;
        this.transitions = transitions;
        this.effects = effects;
        this.waits = waits;
        this.metrics = metrics;
        this.room = room;
        this.qr = qr;
        this.clock = clock;
    }

    /** Applies a wish or a deadline; done when it is committed. Fails with a 404 problem if there is no such session. */
    CompletableFuture<SessionState> submit(UUID id, SessionInput input) {
        return mailbox(id).submit(() -> apply(id, input));
    }

    /** The same; done at the first state from then on, this one included, that meets a condition. */
    CompletableFuture<SessionState> submit(UUID id, SessionInput input, Predicate<SessionState> until, Duration atMost) {
        // Inside the mailbox, so that nothing comes between the wish and the wait.
        return mailbox(id).submit(() -> {
            var state = apply(id, input);
            return until.test(state) ? CompletableFuture.completedFuture(state) : waits.until(id, until, atMost);
        }).thenCompose(Function.identity());
    }

    @Override
    public void on(PageSignal signal) {
        if (!stopping) {
            var id = signal.sessionId();
            mailbox(id).submit(() -> {
                // A page says each thing once: what the database can't take now is tried again, in its place.
                retry.run("a page's " + signal.getClass().getSimpleName(),
                        () -> transitions.apply(id, new SessionInput.Page(signal, null)), () -> transitions.current(id))
                        .ifPresentOrElse(this::committed, () -> mailboxes.remove(id));
                return null;
            }).exceptionally(failure -> {
                LOG.errorf(failure, "A page's signal could not be applied: %s", signal);
                lost(signal);
                return null;
            });
        }
    }

    /** What the database never takes: without it nobody knows how the page stands, so that it gets a new browser. */
    private void lost(PageSignal signal) {
        if (!stopping && !(signal instanceof PageSignal.Failed)) {
            on(new PageSignal.Failed(signal.sessionId(), signal.epoch(), PageFailure.INTERNAL,
                    "What the page said could not be stored; the log says why"));
        }
    }

    /** Ends the page, removes the profile and the row; done when nothing of it is left. */
    CompletableFuture<Void> delete(UUID id) {
        return mailbox(id).submit(() -> {
            var stopped = apply(id, new SessionInput.Stop());
            effects.remove(new PageRef(id, stopped.epoch())).toCompletableFuture()
                    .orTimeout(REMOVE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            transitions.delete(id);
            mailboxes.remove(id);
            return null;
        });
    }

    /**
     * Does something with the profile of a session that does not run, which can't be started meanwhile. Fails with a 409
     * problem
     * if it runs.
     */
    <T> CompletableFuture<T> whileStopped(UUID id, Function<SessionState, T> work) {
        return mailbox(id).submit(() -> {
            var state = transitions.current(id).orElseThrow(() -> SessionProblems.notFound(id));
            if (state.status().running()) {
                throw ArchiveProblems.running(state.status());
            }
            effects.close(new PageRef(id, state.epoch())).toCompletableFuture().orTimeout(REMOVE.toSeconds(), TimeUnit.SECONDS)
                    .join();
            return work.apply(state);
        });
    }

    /** Asks the page for a pairing code; fails with a 409 problem unless the page shows a QR. */
    CompletableFuture<SessionInput.PairingCodeIssued> pairingCode(UUID id, String digits) {
        return mailbox(id).submit(() -> {
            var state = transitions.current(id).orElseThrow(() -> SessionProblems.notFound(id));
            if (state.status() != SessionStatus.SCAN_QR) {
                throw SessionProblems.pairingNotAvailable(state.status());
            }
            return new PageRef(id, state.epoch());
        }).thenCompose(page -> engine.requestPairingCode(page, digits).thenCompose(code -> {
            var issued = new SessionInput.PairingCodeIssued(page.epoch(), code, clock.instant().plus(qr.pairingCodeTtl()));
            return submit(id, issued).thenApply(state -> {
                if (state.epoch() != page.epoch() || state.status() != SessionStatus.SCAN_QR) {
                    throw SessionProblems.pairingNotAvailable(state.status());
                }
                return issued;
            });
        }));
    }

    /** Has the effects of a transition that was committed elsewhere, at the start of the service. */
    void resume(Applied recovered) {
        var id = recovered.before().id();
        mailbox(id).submit(() -> {
            var state = retry.run("the opening of a page", () -> apply(id, new SessionInput.Opening()),
                    () -> transitions.current(id));
            if (recovered.stillDue(state)) {
                room.refused(id).ifPresentOrElse(why -> apply(id, new SessionInput.NoRoom(why)),
                        () -> effects.run(recovered));
            }
            return null;
        }).exceptionally(failure -> {
            LOG.errorf(failure, "Session %s could not be brought back", id);
            return null;
        });
    }

    private SessionState apply(UUID id, SessionInput input) {
        return room.apply(id, input).map(this::committed).orElseThrow(() -> {
            mailboxes.remove(id);
            return SessionProblems.notFound(id);
        });
    }

    private SessionState committed(Applied applied) {
        var before = applied.before();
        var after = applied.after();
        if (before.status() != after.status()) {
            LOG.infof("%s -> %s%s", before.status(), after.status(), after.reason() == null ? ""
                    : " (" + after.reason() + (after.reasonDetail() == null ? ")" : ": " + after.reasonDetail() + ")"));
        }
        applied.transition().events().forEach(event -> {
            if (event instanceof SessionEvent.Healing healing) {
                LOG.infof("Mending %s: %s%s, next step at %s", healing.reason(), healing.rung(),
                        healing.rung() == SessionEvent.Healing.Rung.RESTART
                                ? " " + healing.attempt() + " of " + healing.maxAttempts()
                                : "",
                        healing.nextAt());
            }
        });
        metrics.applied(applied);
        room.reached(after);
        effects.run(applied);
        waits.reached(after);
        return after;
    }

    private Mailbox mailbox(UUID id) {
        return mailboxes.computeIfAbsent(id, key -> new Mailbox(key, threads));
    }

    /** From now on pages are not listened to: what they say while the service stops changes no row. */
    void stopListening() {
        stopping = true;
        retry.stop();
    }

    @PreDestroy
    void close() {
        stopListening();
        threads.shutdown();
    }
}
