package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Lets only so many pages be opened at a time, in the order they were asked for. Each takes a core until it has loaded: all at
 * once would all be there when the last is, and one after the other the last is there no later.
 */
final class Openings {

    /** A page's turn, from when it is asked for until the page has loaded, has ended, or has had its time. */
    final class Turn {

        private final CompletableFuture<Void> come = new CompletableFuture<>();
        private boolean begun;
        private boolean over;
        /** When it was asked for, and once it has begun, when it did. */
        private long since;

        /** Done when the page may be opened; also when {@link #end} was called before. */
        CompletableFuture<Void> come() {
            return come;
        }

        /** The next may come. May be called again. */
        void end() {
            finish(this);
        }

        /**
         * Ends a turn that has had its time: whatever the page waits for, others need not. One that was waited for too long
         * comes beyond the number. To be called now and then.
         */
        void check() {
            look(this);
        }
    }

    /** A session's own deadline, such as that for its first QR, runs while its page waits. */
    private static final int MOST = 5;

    private final int atOnce;
    private final long time;
    private final LongSupplier nanoTime;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int open;

    /** @param time after which the next page's turn comes, loaded or not; nobody waits longer than {@value #MOST} times that */
    Openings(int atOnce, Duration time, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.time = time.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Queues for a turn, which has to be ended. */
    synchronized Turn ask() {
        Turn turn = new Turn();
        turn.since = nanoTime.getAsLong();
        waiting.add(turn);
        callNext();
        return turn;
    }

    private synchronized void look(Turn turn) {
        long age = nanoTime.getAsLong() - turn.since;
        if (turn.begun && age > time) {
            finish(turn);
        } else if (!turn.begun && !turn.over && age > MOST * time) {
            waiting.remove(turn);
            begin(turn);
        }
    }

    private synchronized void finish(Turn turn) {
        if (turn.over) {
            return;
        }
        turn.over = true;
        if (turn.begun) {
            open--;
        } else {
            waiting.remove(turn);
            turn.come.complete(null);
        }
        callNext();
    }

    private void callNext() {
        while (open < atOnce && !waiting.isEmpty()) {
            begin(waiting.remove());
        }
    }

    private void begin(Turn turn) {
        open++;
        turn.begun = true;
        turn.since = nanoTime.getAsLong();
        turn.come.complete(null);
    }
}
