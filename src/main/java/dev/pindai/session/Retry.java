package dev.pindai.session;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import dev.pindai.shared.ProblemException;

import org.jboss.logging.Logger;

/**
 * Tries again what must not be lost while the database is away: with growing pauses, for as long as it is away or until the
 * service stops.
 */
@Singleton
class Retry {

    private static final Logger LOG = Logger.getLogger(Retry.class);
    private static final int TRIES = 14;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final int enough;
    private final Duration longest;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Retry() {
        this(TRIES, LONGEST_PAUSE);
    }

    /** @param enough tries after which the probe decides */
    Retry(int enough, Duration longest) {
        this.enough = enough;
        this.longest = longest;
    }

    /**
     * The task's result. After about two minutes it throws what the task threw, unless the probe fails as well. A
     * {@link ProblemException} is an answer, no failure.
     *
     * @param probe something that the database takes if it takes anything
     */
    <T> T run(String what, Supplier<T> task, Runnable probe) {
        var pause = FIRST_PAUSE;
        for (int tries = 1;; tries++) {
            try {
                return task.get();
            } catch (ProblemException e) {
                throw e;
            } catch (RuntimeException e) {
                if (tries >= enough && works(probe) || stops(pause)) {
                    throw e;
                }
                LOG.warnf("Could not store %s yet (%s); trying again", what, e.getMessage());
                pause = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
            }
        }
    }

    private static boolean works(Runnable probe) {
        try {
            probe.run();
            return true;
        } catch (RuntimeException e) {
            return false;
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
