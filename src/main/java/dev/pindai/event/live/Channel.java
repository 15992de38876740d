package dev.pindai.event.live;

import java.util.function.Consumer;

/** The way to one client, whatever carries it. None of its methods blocks. */
public interface Channel {

    /** The client is let in: what it asked for follows. Not called for one that is closed instead. */
    default void accepted() {
        // Most have nothing to say before the first frame.
    }

    /** Sends a text; {@code done} gets null when it left, or what went wrong. Not called again before that. */
    void send(String text, Consumer<Throwable> done);

    /** Asks the client whether it is there; its answer is told to {@link Subscriber#alive()}. */
    void ping();

    /**
     * Ends it.
     *
     * @param reason a sentence for the client, 123 bytes at most
     */
    void close(CloseCode code, String reason);
}
