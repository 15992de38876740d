package dev.pindai.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many do their work at a time; the others wait in the order they came. Who has waited too long goes on all the
 * same: this spares the machine, and is no lock.
 */
final class Turns {

    private final Semaphore free;
    private final Duration patience;

    /** @param patience how long one waits for a turn at most */
    Turns(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /** The work's result, once it was its turn or that was waited for in vain. */
    <T> T take(Supplier<T> work) {
        boolean taken = await();
        try {
            return work.get();
        } finally {
            if (taken) {
                free.release();
            }
        }
    }

    /** How many could begin now. */
    int free() {
        return free.availablePermits();
    }

    private boolean await() {
        try {
            return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
