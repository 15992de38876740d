package dev.pindai.session;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;

import org.jboss.logging.Logger;

/**
 * Brings sessions back when the service starts: first, before HTTP opens, the rows; then, when the server listens, the pages,
 * one after another. At the end it closes the mailboxes' ears before any page is closed.
 */
@Singleton
class SessionStartup {

    private static final Logger LOG = Logger.getLogger(SessionStartup.class);
    private static final int FIRST = 1;

    private final SessionManager manager;
    private final SessionTransitions transitions;
    private final SessionMetrics metrics;
    private final SessionConfig config;
    private final Engine engine;
    private final Scheduler scheduler;
    private final ScheduledExecutorService stagger = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("session-restore").daemon().factory());
    private final AtomicReference<List<Applied>> recovered = new AtomicReference<>(List.of());

    SessionStartup(SessionManager manager, SessionTransitions transitions, SessionMetrics metrics, SessionConfig config,
            Engine engine, Scheduler scheduler) {
        this.manager = manager;
        this.transitions = transitions;
        this.metrics = metrics;
        this.config = config;
        this.engine = engine;
        this.scheduler = scheduler;
    }

    void recover(@Observes StartupEvent event) {
        engine.listener(manager);
        var all = transitions.recoverAll();
        metrics.begin(all.stream().map(applied -> applied.after().status()).toList());
        recovered.set(all.stream().filter(applied -> applied.transition().effects().contains(Effect.OPEN)).toList());
        // Not before: a deadline of the dead process would be acted on as if its page were open still.
        scheduler.resume();
    }

    void open(@ObservesAsync HttpServerStart event) {
        open();
    }

    /** A service that listens on HTTPS alone says it so. */
    void open(@ObservesAsync HttpsServerStart event) {
        open();
    }

    private void open() {
        var sessions = recovered.getAndSet(List.of());
        if (!sessions.isEmpty()) {
            LOG.infof("Bringing back %d sessions", sessions.size());
        }
        for (int i = 0; i < sessions.size(); i++) {
            var session = sessions.get(i);
            stagger.schedule(() -> manager.resume(session), i * config.restoreStagger().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Comes before HTTP closes: what pages see of that, the sandbox's most of all, is no news of theirs. */
    void deaf(@Observes ShutdownDelayInitiatedEvent event) {
        // Nor does time count: what would have ended a wait may be what nobody listens to.
        scheduler.pause();
        stagger.shutdownNow();
        manager.stopListening();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent event) {
        // Deadlines are read from the database, which closes before Quarkus ends its scheduler.
        scheduler.pause();
        stagger.shutdownNow();
        manager.stopListening();
    }
}
