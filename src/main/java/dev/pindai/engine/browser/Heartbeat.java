package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A page's sign of life, and what its absence means: a document that does not come is unreachable, one that came and fell
 * silent may come back or be loaded anew, and one that nobody cared for is hung in the end.
 */
final class Heartbeat {

    /** What is to be said of the page now. */
    enum Verdict {
        FINE,
        /** It said nothing for the time-out; told once for each silence. */
        FELL_SILENT,
        /** It has been silent for so long that nobody can be waiting for it any more. */
        HUNG,
        /** The document that was asked for did not come. */
        NOT_COME
    }

    /** Asking a page that was silent for longer would hold up the lane and all who share it. */
    private static final Duration FRESH = Duration.ofSeconds(6);
    private static final Duration RESTING = Duration.ofSeconds(4);
    private static final Duration MERCY = Duration.ofMinutes(1);

    private final long silence;
    private final long hung;
    private final long arrival;
    private final LongSupplier nanoTime;
    private boolean expected;
    private boolean heard;
    private boolean silent;
    /** The last word, or before any the moment when the document was asked for. */
    private long since;

    /**
     * @param silence how long a page may say nothing before it counts as silent
     * @param arrival how long a document may take until it is heard
     */
    Heartbeat(Duration silence, Duration arrival, LongSupplier nanoTime) {
        this.silence = silence.toNanos();
        this.hung = silence.multipliedBy(3).plus(MERCY).toNanos();
        this.arrival = arrival.toNanos();
        this.nanoTime = nanoTime;
    }

    /** How long a page that rests may leave between two beats, if it may be silent for so long. */
    static Duration resting(Duration silence) {
        Duration third = silence.dividedBy(3);
        return third.compareTo(RESTING) < 0 ? third : RESTING;
    }

    /** A document was asked for: until it is heard, only its arrival is waited for. */
    synchronized void expect() {
        expected = true;
        heard = false;
        silent = false;
        since = nanoTime.getAsLong();
    }

    /** The page spoke. True if that ends a silence that was told. */
    synchronized boolean beat() {
        boolean back = silent;
        expected = true;
        heard = true;
        silent = false;
        since = nanoTime.getAsLong();
        return back;
    }

    /** Whether it spoke just now, so that it can be asked something. */
    synchronized boolean fresh() {
        return heard && !silent && age() < FRESH.toNanos();
    }

    /** Whether the document that is there, or was asked for last, has ever spoken. */
    synchronized boolean heard() {
        return heard;
    }

    /** Whether its silence was told and goes on. */
    synchronized boolean silent() {
        return silent;
    }

    /** How long it has said nothing; since its document was asked for, if it never spoke. */
    synchronized Duration quiet() {
        return expected ? Duration.ofNanos(age()) : Duration.ZERO;
    }

    synchronized Verdict check() {
        if (!expected) {
            return Verdict.FINE;
        }
        if (!heard) {
            return age() > arrival ? Verdict.NOT_COME : Verdict.FINE;
        }
        if (age() > hung) {
            return Verdict.HUNG;
        }
        if (age() > silence && !silent) {
            silent = true;
            return Verdict.FELL_SILENT;
        }
        return Verdict.FINE;
    }

    private long age() {
        return nanoTime.getAsLong() - since;
    }
}
