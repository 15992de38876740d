package dev.pindai.session;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets only so many do their work at a time; the others wait in the order they came. */
final class Turns {

    private final Semaphore free;
    private final Duration patience;

    /** @param patience how long one may wait for a turn */
    Turns(int atOnce, Duration patience) {
        this.free = new Semaphore(atOnce, true);
        this.patience = patience;
    }

    /**
     * The work's result, once it was its turn. Not for work that takes a turn itself.
     *
     * @throws IllegalStateException if no turn came, or the thread was interrupted; the work was not begun then
     */
    <T> T take(Supplier<T> work) {
        if (!await()) {
            throw new IllegalStateException("No turn came within " + patience.toMillis() + " ms");
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
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
