package dev.pindai.event.socketio;

import java.util.List;

import org.jboss.logging.Logger;

import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;

/** A WebSocket: each packet is a message. Takes the next packets when the last ones have left. */
final class SocketWire implements Wire {

    private static final Logger LOG = Logger.getLogger(SocketWire.class);

    private final ServerWebSocket socket;
    private final Connection connection;
    private boolean writing;

    /** On the socket's own loop, before it can hear anything. */
    SocketWire(ServerWebSocket socket, Connection connection) {
        this.socket = socket;
        this.connection = connection;
        var loop = connection.loop();
        socket.textMessageHandler(text -> loop.run(() -> heard(text)));
        socket.closeHandler(none -> loop.run(() -> connection.gone(this)));
        socket.exceptionHandler(failure -> {
            LOG.debugf("A socket failed: %s", failure.toString());
            loop.run(() -> close(CloseCodes.PROTOCOL_ERROR, "That could not be read"));
            loop.run(() -> connection.gone(this));
        });
    }

    private void heard(String text) {
        // Characters rather than bytes: a bound for the memory, which the socket's own limit has held already.
        if (text.length() > Packets.MAX_PAYLOAD) {
            close(CloseCodes.TOO_BIG, "Messages have " + Packets.MAX_PAYLOAD + " bytes at most");
        } else {
            connection.heard(this, text);
        }
    }

    @Override
    public boolean writable() {
        return !writing && !socket.isClosed();
    }

    @Override
    public void write(List<String> packets) {
        writing = true;
        try {
            Future.all(packets.stream().map(socket::writeTextMessage).toList())
                    .onComplete(sent -> connection.loop().run(() -> sent(sent.succeeded())));
        } catch (IllegalStateException e) {
            LOG.debugf("A socket closed meanwhile: %s", e.toString());
        }
    }

    private void sent(boolean succeeded) {
        writing = false;
        if (succeeded) {
            connection.writable();
        } else {
            close(CloseCodes.FAILED, "Sending failed");
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason);
        }
    }
}
