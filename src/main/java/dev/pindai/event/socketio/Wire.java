package dev.pindai.event.socketio;

import java.util.List;

/** The way by which a connection's packets leave. Used on the connection's loop only. */
sealed interface Wire permits PollingWire, SocketWire {

    /** Whether packets can leave now. */
    boolean writable();

    /** Sends packets; only while {@link #writable}. */
    void write(List<String> packets);

    /** Ends it, with a close code of WebSocket and a reason for the client. */
    void close(int code, String reason);
}
