package dev.pindai.event.live;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.Snapshot;
import dev.pindai.tenant.AccessEnded;

import org.jboss.logging.Logger;

/**
 * One client: what it wants, where it stands, and the frames that wait for it. It reads the log, at its own pace, until it has
 * all that is there; then it hears what comes. Frames are sent one at a time; a client that hears and reads too slowly to keep
 * its queue below the limit is closed, and so never slows others. So is one that takes not even a single frame for a while.
 */
public final class Subscriber {

    private static final Logger LOG = Logger.getLogger(Subscriber.class);

    /** What it hears: frames, and now and then a moment up to which it has heard all. */
    private record Heard(LoggedFrame logged, Snapshot moment) {
    }

    private final EventFilter filter;
    private final Position position;
    private final Channel channel;
    private final Function<EventFrame, String> writer;
    private final int capacity;
    private final Clock clock;
    private final Consumer<Subscriber> onRead;
    private final Consumer<Subscriber> onClose;
    /** Read from the log, and sent before anything that was heard. */
    private final Deque<EventFrame> page = new ArrayDeque<>();
    private final Deque<Heard> queue = new ArrayDeque<>();
    private boolean opened;
    /** The position belongs to whoever reads while this is true, else to whoever holds the lock. */
    private boolean reading = true;
    private boolean asked = true;
    /** More was heard during the reading than is kept: the log has it. */
    private boolean overflowed;
    /** The frame that is on its way set out then; null if there is none. */
    private Instant sending;
    private boolean closed;
    private volatile Instant lastSign;

    /**
     * @param capacity frames that may wait for it
     * @param onRead is to call {@link #read} on a thread that may block; the first call is the owner's own business
     * @param onClose hears of its end, once
     */
    Subscriber(EventFilter filter, Position position, Channel channel, Function<EventFrame, String> writer, int capacity,
            Clock clock, Consumer<Subscriber> onRead, Consumer<Subscriber> onClose) {
        this.filter = filter;
        this.position = position;
        this.channel = channel;
        this.writer = writer;
        this.capacity = capacity;
        this.clock = clock;
        this.onRead = onRead;
        this.onClose = onClose;
        this.lastSign = clock.instant();
    }

    /** Takes a frame if the client may hear it and wants it. Never blocks. */
    void offer(LoggedFrame logged) {
        if (!filter.hears(logged)) {
            return;
        }
        var tooSlow = false;
        synchronized (queue) {
            if (closed || overflowed) {
                return;
            }
            if (queue.size() < capacity) {
                queue.add(new Heard(logged, null));
            } else if (reading) {
                overflowed = true;
                queue.clear();
            } else {
                tooSlow = true;
            }
        }
        if (tooSlow) {
            close(CloseCode.TOO_SLOW, "You read too slowly: " + capacity + " events are waiting");
        } else {
            pump();
        }
    }

    /** All that this moment sees has been offered. */
    void verified(Snapshot moment) {
        synchronized (queue) {
            if (closed || reading) {
                return;
            }
            if (!queue.isEmpty() && queue.peekLast().moment() != null) {
                queue.removeLast();
            }
            queue.add(new Heard(null, moment));
        }
        pump();
    }

    /** Reads the next frames from the log, and begins to hear when there are none. Blocks. */
    void read() {
        if (isClosed()) {
            return;
        }
        try {
            if (!opened) {
                position.open();
                opened = true;
                channel.accepted();
            }
            add(position.next());
        } catch (Refused e) {
            close(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("A live client could not be given what is in the log", e);
            close(CloseCode.FAILED, "Try again in a moment");
        }
    }

    private void add(List<EventFrame> frames) {
        synchronized (queue) {
            asked = false;
            if (closed) {
                return;
            }
            page.addAll(frames);
            if (frames.isEmpty()) {
                // What was heard since before the last reading began joins on to it, unless some was dropped.
                reading = overflowed;
                overflowed = false;
            }
        }
        pump();
    }

    /** Whether what let it in is over. */
    boolean endsBy(AccessEnded access) {
        return access.ends(filter.realm().holder());
    }

    /** Whether it was let in as this one, see {@link dev.pindai.tenant.Realm#holder}. */
    boolean isOf(String holder) {
        return filter.realm().holder().equals(holder);
    }

    /** The client gave a sign of life, such as the answer to a ping. */
    public void alive() {
        lastSign = clock.instant();
    }

    /** Pings the client, or closes it if it has given no sign since {@code oldest}, or not even taken what was sent then. */
    void ping(Instant oldest) {
        if (lastSign.isBefore(oldest)) {
            close(CloseCode.TOO_SLOW, "You answered no ping");
        } else if (isStuck(oldest)) {
            close(CloseCode.TOO_SLOW, "You read nothing");
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
            page.clear();
            queue.clear();
        }
        onClose.accept(this);
        channel.close(code, reason);
    }

    /** Its queue does not tell: one that reads the log has none, so it could stay as it is for ever. */
    private boolean isStuck(Instant oldest) {
        synchronized (queue) {
            return sending != null && sending.isBefore(oldest);
        }
    }

    private boolean isClosed() {
        synchronized (queue) {
            return closed;
        }
    }

    private void pump() {
        EventFrame next;
        var read = false;
        synchronized (queue) {
            if (sending != null || closed) {
                return;
            }
            next = page.isEmpty() && !reading ? heard() : page.poll();
            if (next == null) {
                read = reading && !asked;
                asked |= read;
            } else {
                sending = clock.instant();
            }
        }
        if (next != null) {
            send(next);
        } else if (read) {
            onRead.accept(this);
        }
    }

    /** What goes wrong here is this client's end, and nobody else's business. */
    private void send(EventFrame frame) {
        try {
            channel.send(writer.apply(frame), this::sent);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Event %s could not be sent to a live client", frame.event());
            close(CloseCode.FAILED, "Sending failed");
        }
    }

    /** The next frame that the client has not; null if there is none, or if it has to read before. */
    private EventFrame heard() {
        for (Heard heard; (heard = queue.poll()) != null;) {
            if (heard.moment() != null) {
                position.verified(heard.moment());
            } else if (position.isFull()) {
                reading = true;
                queue.clear();
                return null;
            } else {
                var frame = position.take(heard.logged());
                if (frame.isPresent()) {
                    return frame.get();
                }
            }
        }
        return null;
    }

    private void sent(Throwable failure) {
        synchronized (queue) {
            sending = null;
        }
        if (failure == null) {
            pump();
        } else {
            close(CloseCode.FAILED, "Sending failed");
        }
    }
}
