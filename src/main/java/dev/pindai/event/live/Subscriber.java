package dev.pindai.event.live;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.pindai.event.EventFrame;

/**
 * One client: its filter, and the frames that wait for it. Frames are sent one at a time; a client that reads too slowly to
 * keep its queue below the limit is closed, and so never slows others.
 */
public final class Subscriber {

    private final EventFilter filter;
    private final Channel channel;
    private final Function<EventFrame, String> writer;
    private final int capacity;
    private final Clock clock;
    private final Consumer<Subscriber> onClose;
    /** The state it found when it joined: as long as there are sessions, so not counted against the limit. */
    private final Deque<EventFrame> present = new ArrayDeque<>();
    private final Deque<EventFrame> queue = new ArrayDeque<>();
    private boolean joining = true;
    private boolean sending;
    private boolean closed;
    private volatile Instant lastSign;

    Subscriber(EventFilter filter, Channel channel, Function<EventFrame, String> writer, int capacity, Clock clock,
            Consumer<Subscriber> onClose) {
        this.filter = filter;
        this.channel = channel;
        this.writer = writer;
        this.capacity = capacity;
        this.clock = clock;
        this.lastSign = clock.instant();
        this.onClose = onClose;
    }

    EventFilter filter() {
        return filter;
    }

    /** Takes a frame if the client wants it. Never blocks. */
    void offer(EventFrame frame) {
        if (!filter.wants(frame)) {
            return;
        }
        boolean full;
        synchronized (queue) {
            if (closed) {
                return;
            }
            full = queue.size() >= capacity;
            if (!full) {
                queue.add(frame);
            }
        }
        if (full) {
            close(CloseCode.TOO_SLOW, "You read too slowly: " + capacity + " events are waiting");
        } else {
            pump();
        }
    }

    /** Puts the present state before whatever came while it was read, and begins to send. */
    void joined(List<EventFrame> state) {
        synchronized (queue) {
            var known = new HashMap<UUID, Long>();
            state.forEach(frame -> known.merge(frame.sessionId(), frame.seq(), Math::max));
            queue.removeIf(frame -> frame.seq() <= known.getOrDefault(frame.sessionId(), 0L));
            state.stream().filter(filter::wants).map(EventFrame::asSnapshot).forEach(present::add);
            joining = false;
        }
        pump();
    }

    /** The client gave a sign of life, such as the answer to a ping. */
    public void alive() {
        lastSign = clock.instant();
    }

    /** Pings the client, or closes it if it has not answered since {@code oldest}. */
    void ping(Instant oldest) {
        if (lastSign.isBefore(oldest)) {
            close(CloseCode.TOO_SLOW, "You answered no ping");
        } else {
            channel.ping();
        }
    }

    /** Ends it; a second call does nothing. */
    public void close(CloseCode code, String reason) {
        synchronized (queue) {
            if (closed) {
                return;
            }
            closed = true;
            present.clear();
            queue.clear();
        }
        onClose.accept(this);
        channel.close(code, reason);
    }

    private void pump() {
        EventFrame next;
        synchronized (queue) {
            if (joining || sending || closed) {
                return;
            }
            next = present.isEmpty() ? queue.poll() : present.poll();
            if (next == null) {
                return;
            }
            sending = true;
        }
        channel.send(writer.apply(next), this::sent);
    }

    private void sent(Throwable failure) {
        synchronized (queue) {
            sending = false;
        }
        if (failure == null) {
            pump();
        } else {
            close(CloseCode.FAILED, "Sending failed");
        }
    }
}
