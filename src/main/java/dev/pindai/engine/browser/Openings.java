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
        private long since;

        /** Done when the page may be opened; also when {@link #end} was called before. */
        CompletableFuture<Void> come() {
            return come;
        }

        /** The next may come. May be called again. */
        void end() {
            finish(this);
        }

        /** Ends a turn that has had its time: whatever the page waits for, others need not. To be called now and then. */
        void check() {
            if (overdue(this)) {
                end();
            }
        }
    }

    private final int atOnce;
    private final long time;
    private final LongSupplier nanoTime;
    private final Queue<Turn> waiting = new ArrayDeque<>();
    private int open;

    /** @param time after which the next page's turn comes, loaded or not */
    Openings(int atOnce, Duration time, LongSupplier nanoTime) {
        this.atOnce = atOnce;
        this.time = time.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Queues for a turn, which has to be ended. */
    synchronized Turn ask() {
        Turn turn = new Turn();
        waiting.add(turn);
        callNext();
        return turn;
    }

    private synchronized boolean overdue(Turn turn) {
        return turn.begun && nanoTime.getAsLong() - turn.since > time;
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
            Turn next = waiting.remove();
            open++;
            next.begun = true;
            next.since = nanoTime.getAsLong();
            next.come.complete(null);
        }
    }
}
