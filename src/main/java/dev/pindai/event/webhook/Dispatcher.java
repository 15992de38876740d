package dev.pindai.event.webhook;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;

import dev.pindai.event.CommittedEvents;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

/**
 * The thread of webhooks. It does all that needs the database, one thing after the other, and so as many rows at once as there
 * are; requests are sent beside it. A commit only wakes it: what is to be done is in the log and in the queue.
 */
@Singleton
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final long TICK_MILLIS = 1000;
    /** For requests that are under way when the service stops. */
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration END = Duration.ofSeconds(10);

    private final DispatchTurn turn;
    private final Set<UUID> touched = ConcurrentHashMap.newKeySet();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean stopping;
    private Thread thread;

    Dispatcher(DispatchTurn turn) {
        this.turn = turn;
    }

    void start(@Observes StartupEvent event) {
        turn.onOutcome(bell::release);
        thread = Thread.ofPlatform().name("pindai-webhooks").daemon().start(this::run);
    }

    void committed(@Observes CommittedEvents events) {
        events.frames().forEach(frame -> touched.add(frame.sessionId()));
        bell.release();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) QueueChanged queue) {
        bell.release();
    }

    private void run() {
        boolean failing = false;
        while (!stopping) {
            try {
                pause(failing ? TICK_MILLIS : turn.millisToNext(TICK_MILLIS), failing);
                turn.play(touched);
                failing = false;
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException | Error e) {
                if (!failing && !stopping) {
                    LOG.error("Webhooks can't be served now; nothing is lost, it is tried again every second", e);
                }
                failing = true;
            }
        }
        try {
            turn.finish(System.nanoTime() + GRACE.toNanos(), bell);
        } catch (InterruptedException | RuntimeException e) {
            LOG.warnf("What webhooks had under way was not written down (%s): it is sent again", e);
        }
    }

    /** Until there is something to do; after a failure the whole time, whoever rings. */
    private void pause(long millis, boolean deaf) throws InterruptedException {
        if (deaf) {
            Thread.sleep(millis);
        } else {
            bell.tryAcquire(millis, TimeUnit.MILLISECONDS);
        }
        bell.drainPermits();
    }

    /** While the database is still there. Requests under way get a moment; what they leave open is sent again. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        bell.release();
        if (thread != null) {
            try {
                if (!thread.join(END)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
