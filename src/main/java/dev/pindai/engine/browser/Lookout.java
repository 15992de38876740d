package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Spares the processor while nobody waits for a browser's word. Playwright looks for it every 10 ms, day and night; between
 * two such looks that found nothing, a lane whose pages are all linked rests a while longer.
 */
final class Lookout {

    /**
     * A look that took less found something, and there may be more. Playwright's own limit is 10 ms. One that found much to do
     * may take as long as an empty one: the next word then comes as late as any other.
     */
    private static final Duration EMPTY = Duration.ofMillis(9);

    private final BooleanSupplier awaited;
    private final Duration rest;
    private final LongSupplier clock;
    private final Semaphore woken = new Semaphore(0);
    private long rested;

    /**
     * @param awaited whether word from a browser is awaited that should not come late
     * @param rest how long one rests at most, and so how late word may come that is not awaited
     * @param clock nanoseconds
     */
    Lookout(BooleanSupplier awaited, Duration rest, LongSupplier clock) {
        this.awaited = awaited;
        this.rest = rest;
        this.clock = clock;
        this.rested = clock.getAsLong();
    }

    /** To be called before the first of several looks: what was done meanwhile was no look. */
    void begin() {
        rested = clock.getAsLong();
    }

    /** To be called between two looks, by one thread: rests if the last one found nothing and nothing is awaited. */
    void rest() {
        boolean empty = clock.getAsLong() - rested >= EMPTY.toNanos();
        try {
            if (empty && !awaited.getAsBoolean() && woken.tryAcquire(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rested = clock.getAsLong();
    }

    /** There is something to do: ends the rest, or the next one at once. To be called by any thread. */
    void wake() {
        woken.release();
    }
}
