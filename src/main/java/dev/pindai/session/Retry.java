package dev.pindai.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.pindai.shared.ProblemException;

import org.jboss.logging.Logger;

/**
 * Tries again what must not be lost while the database is away: with growing pauses, for about two minutes in all, or until
 * the service stops.
 */
final class Retry {

    private static final Logger LOG = Logger.getLogger(Retry.class);
    private static final int TRIES = 14;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** The task's result; what it threw at last if no try went well. A {@link ProblemException} is an answer, no failure. */
    <T> T run(String what, Supplier<T> task) {
        var pause = FIRST_PAUSE;
        for (int tries = 1;; tries++) {
            try {
                return task.get();
            } catch (ProblemException e) {
                throw e;
            } catch (RuntimeException e) {
                if (tries == TRIES || stops(pause)) {
                    throw e;
                }
                LOG.warnf("Could not store %s yet (%s); trying again", what, e.getMessage());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** From now on a failed try is the last. */
    void stop() {
        stopped.countDown();
    }

    private boolean stops(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
