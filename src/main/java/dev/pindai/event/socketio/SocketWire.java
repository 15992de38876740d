package dev.pindai.event.socketio;

import java.util.List;

import dev.pindai.event.live.Farewell;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;

/** A WebSocket: each packet is a message. Takes the next packets when the last ones have left. */
final class SocketWire implements Wire {

    private static final Logger LOG = Logger.getLogger(SocketWire.class);

    private final ServerWebSocket socket;
    /** What it runs over. */
    private final Channel line;
    private final Connection connection;
    private final Loop loop;
    private boolean writing;

    /** On the socket's own loop, before it can hear anything. */
    SocketWire(HttpServerRequest request, ServerWebSocket socket, Connection connection) {
        this.socket = socket;
        this.line = ((HttpServerConnection) request.connection()).channel();
        this.connection = connection;
        this.loop = connection.loop();
        try {
            socket.textMessageHandler(this::arrived).closeHandler(none -> loop.run(() -> connection.gone(this)))
                    .exceptionHandler(failure -> loop.run(() -> failed(failure)));
        } catch (IllegalStateException e) {
            LOG.debugf("A socket closed before it was used: %s", e.toString());
            loop.run(() -> connection.gone(this));
        }
    }

    /** One message at a time: what a client sends faster than it is read here waits on its side. */
    private void arrived(String text) {
        socket.pause();
        loop.run(() -> {
            heard(text);
            socket.resume();
        });
    }

    private void heard(String text) {
        // Characters rather than bytes: the socket's own limit has held the memory already.
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
        Future.all(packets.stream().map(socket::writeTextMessage).toList()).onComplete(sent -> loop.run(() -> {
            if (sent.succeeded()) {
                writing = false;
                connection.writable();
            } else {
                failed(sent.cause());
            }
        }));
    }

    private void failed(Throwable failure) {
        LOG.debugf("A socket failed: %s", failure.toString());
        close(CloseCodes.PROTOCOL_ERROR, "That could not be read or sent");
        connection.gone(this);
    }

    @Override
    public void close(int code, String reason) {
        if (!socket.isClosed()) {
            socket.close((short) code, reason);
            Farewell.cutSoon(line);
        }
    }
}
