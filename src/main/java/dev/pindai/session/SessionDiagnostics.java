package dev.pindai.session;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageGoneException;
import dev.pindai.engine.PageRef;
import dev.pindai.event.EventLog;
import dev.pindai.shared.ProblemException;

import org.jboss.logging.Logger;

/**
 * Shows what a session's page shows, and gathers what is known of a session in trouble. Each part is asked for at the same
 * time with one deadline, and one that can't be had stands in nobody's way. Both calls block: use a virtual thread.
 */
@Singleton
public class SessionDiagnostics {

    private static final Logger LOG = Logger.getLogger(SessionDiagnostics.class);
    private static final Duration PICTURE = Duration.ofSeconds(6);
    private static final Duration PARTS = Duration.ofSeconds(5);
    private static final int STATUSES = 200;
    private static final int EVENTS = 500;
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC);

    private final Engine engine;
    private final SessionTransitions transitions;
    private final Sessions sessions;
    private final VisibleSessions visible;
    private final EventLog events;
    private final LastPictures pictures;
    private final ServiceFacts facts;
    private final DiagnosticsFiles files;
    private final Clock clock;

    SessionDiagnostics(Engine engine, SessionTransitions transitions, Sessions sessions, VisibleSessions visible,
            EventLog events, LastPictures pictures, ServiceFacts facts, DiagnosticsFiles files, Clock clock) {
        this.engine = engine;
        this.transitions = transitions;
        this.sessions = sessions;
        this.visible = visible;
        this.events = events;
        this.pictures = pictures;
        this.facts = facts;
        this.files = files;
        this.clock = clock;
    }

    /**
     * The page as PNG; while a QR is on it, with the QR.
     *
     * @throws ProblemException 404, 409 {@code PAGE_NOT_OPEN}, or 503 {@code SESSION_BUSY} for a page that does not answer
     */
    public byte[] screenshot(UUID id) {
        sessions.require(id);
        var state = state(id);
        try {
            return picture(state, false).get(PICTURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PageGoneException) {
                throw SessionProblems.pageNotOpen(state.status());
            }
            LOG.debugf("No picture of %s: %s", id, e.getCause().getMessage());
            throw SessionProblems.pageBusy();
        } catch (TimeoutException e) {
            throw SessionProblems.pageBusy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionProblems.pageBusy();
        }
    }

    /** @throws ProblemException 404 if there is no such session; once that is known nothing else stops it */
    public Diagnostics gather(UUID id) {
        var now = clock.instant();
        demandVisible(id);
        var realm = visible.realm();
        var view = ask(() -> sessions.get(realm, id, Locale.ENGLISH));
        var service = ask(facts::now);
        var history = ask(() -> events.statuses(id, STATUSES));
        var newest = ask(() -> events.after(id, Math.max(0, events.lastSeq(id) - EVENTS), EVENTS));
        var screenshot = ask(() -> state(id)).thenCompose(state -> state.deadline() != null
                && state.deadline().kind() == Deadline.Kind.PAIRING
                        ? CompletableFuture.failedFuture(
                                new IllegalStateException(
                                        "A pairing code is on the page; ask again when it is used or expired"))
                        : picture(state, true));
        wait(CompletableFuture.allOf(view, service, history, newest, screenshot));
        if (view.isCompletedExceptionally() && view.exceptionNow() instanceof ProblemException unknown) {
            throw unknown;
        }
        var report = engine.report(id);
        return new Diagnostics("pindai-" + id + "-" + FILE_TIME.format(now) + ".zip", files.of(Map.of(
                "session", part(view), "service", part(service), "history", part(history), "events", part(newest),
                "screenshot", part(screenshot)), report, pictures.of(id), now));
    }

    /** What is wrong may be the database itself. */
    private void demandVisible(UUID id) {
        try {
            sessions.require(id);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!visible.wasFound(id)) {
                throw e;
            }
            LOG.debugf("The database does not say whose the session is: %s", e.toString());
        }
    }

    private SessionState state(UUID id) {
        return transitions.current(id).orElseThrow(() -> SessionProblems.notFound(id));
    }

    private CompletableFuture<byte[]> picture(SessionState state, boolean veil) {
        if (!state.status().running()) {
            return CompletableFuture.failedFuture(new PageGoneException("No page is open: the session is " + state.status()));
        }
        return engine.screenshot(new PageRef(state.id(), state.epoch()), veil).toCompletableFuture();
    }

    private static <T> CompletableFuture<T> ask(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        Thread.ofVirtual().name("diagnostics").start(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static void wait(CompletableFuture<Void> all) {
        try {
            all.get(PARTS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What is there is taken; the rest says why it is not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What came of it: a value, or a sentence that says why there is none. */
    private static DiagnosticsFiles.Part part(CompletableFuture<?> answer) {
        if (!answer.isDone()) {
            return new DiagnosticsFiles.Part(null, "It took longer than " + PARTS.toSeconds() + " s");
        }
        if (answer.isCompletedExceptionally()) {
            var failure = answer.exceptionNow();
            var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new DiagnosticsFiles.Part(null, String.valueOf(cause.getMessage()));
        }
        return new DiagnosticsFiles.Part(answer.join(), null);
    }
}
