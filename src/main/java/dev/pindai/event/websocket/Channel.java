package dev.pindai.event.websocket;

import java.util.function.Consumer;

/** The way to one client, whatever carries it. None of its methods blocks. */
interface Channel {

    /** Sends a text; {@code done} gets null when it left, or what went wrong. Not called again before that. */
    void send(String text, Consumer<Throwable> done);

    /** Asks the client whether it is there. */
    void ping();

    /** Ends it with a code and a reason for the client. */
    void close(int code, String reason);
}
