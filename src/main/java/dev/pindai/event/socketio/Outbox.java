package dev.pindai.event.socketio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a connection has still to send. A packet counts as taken once it will leave with the next write, so that its sender
 * brings another one: whatever is there leaves together, and while nobody reads nothing gathers here but the first.
 */
final class Outbox {

    /** A write waits for no further packets from this many characters on. */
    private static final int FULL = 65_536;
    /** Events come one by one; so many packets wait only of a client that asks for answers and does not read them. */
    private static final int MOST_WAITING = 32;

    private record Waiting(String packet, Runnable taken) {
    }

    private final Loop loop;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<String> next = new ArrayList<>();
    private Wire wire;
    private int size;
    private boolean leaving;
    private boolean grown;

    Outbox(Loop loop, Wire wire) {
        this.loop = loop;
        this.wire = wire;
    }

    /** Whether there was room for it. */
    boolean add(String packet, Runnable taken) {
        if (waiting.size() >= MOST_WAITING) {
            return false;
        }
        waiting.add(new Waiting(packet, taken));
        advance();
        return true;
    }

    /** What did not leave yet takes another way from now on. */
    void use(Wire other) {
        wire = other;
        advance();
    }

    /** The wire may be writable again. */
    void advance() {
        take();
        if (!leaving && !next.isEmpty() && wire.writable()) {
            leaving = true;
            loop.run(this::leave);
        }
    }

    /** Sends at once whatever is there. */
    void flush() {
        take();
        if (!next.isEmpty() && wire.writable()) {
            var packets = List.copyOf(next);
            next.clear();
            size = 0;
            wire.write(packets);
        }
    }

    void clear() {
        waiting.clear();
        next.clear();
    }

    private void take() {
        while (wire.writable() && !waiting.isEmpty()) {
            var first = waiting.poll();
            next.add(first.packet());
            size += first.packet().length();
            grown = true;
            first.taken().run();
        }
    }

    /** Whoever heard that a packet was taken brings the next one in a later turn: as long as some come, it is worth waiting. */
    private void leave() {
        if (grown && size < FULL) {
            grown = false;
            loop.run(this::leave);
        } else {
            leaving = false;
            flush();
        }
    }
}
