package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a page's garbage is collected: soon after it has come to rest, and then at intervals. */
final class GarbageRounds {

    /** By then a page has shown what there was to show. */
    private static final Duration REST = Duration.ofSeconds(8);

    private final long interval;
    private final LongSupplier nanoTime;
    private boolean planned;
    private long due;

    /** @param interval zero for never */
    GarbageRounds(Duration interval, LongSupplier nanoTime) {
        this.interval = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The page went over to another state, and has made much that it does not need any more. */
    synchronized void stirred() {
        planned = interval > 0;
        due = nanoTime.getAsLong() + REST.toNanos();
    }

    /** Whether it is time; true once for each time. */
    synchronized boolean due() {
        if (!planned || nanoTime.getAsLong() - due < 0) {
            return false;
        }
        due = nanoTime.getAsLong() + interval;
        return true;
    }
}
