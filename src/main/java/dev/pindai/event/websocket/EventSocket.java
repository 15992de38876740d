package dev.pindai.event.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

import jakarta.inject.Singleton;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

import dev.pindai.event.live.Channel;
import dev.pindai.event.live.CloseCode;
import dev.pindai.event.live.EventFilter;
import dev.pindai.event.live.Farewell;
import dev.pindai.event.live.FrameText;
import dev.pindai.event.live.Start;
import dev.pindai.event.live.Subscriber;
import dev.pindai.event.live.SubscriberRegistry;
import dev.pindai.tenant.Realms;

import org.jboss.logging.Logger;

import io.undertow.websockets.UndertowSession;

/**
 * The live channel {@code /ws?session=*|id,…&events=*|qr,…&after=<seq>|cursor=<text>}. The only class that knows the Jakarta
 * socket; who may open one, and from where is decided before it, in {@code security}. Its callbacks run on the event loop and
 * none blocks.
 */
@ServerEndpoint("/ws")
@Singleton
public class EventSocket {

    private static final Logger LOG = Logger.getLogger(EventSocket.class);
    private static final String SUBSCRIBER = "subscriber";

    private final SubscriberRegistry registry;
    private final FrameText text;
    private final Realms realms;

    EventSocket(SubscriberRegistry registry, FrameText text, Realms realms) {
        this.registry = registry;
        this.text = text;
        this.realms = realms;
    }

    @OnOpen
    void open(Session socket) {
        var channel = new SocketChannel(socket);
        try {
            var query = socket.getRequestParameterMap();
            var filter = EventFilter.parse(query, realms.current());
            var subscriber = registry.subscribe(filter, Start.parse(query, filter), channel, text::write);
            socket.getUserProperties().put(SUBSCRIBER, subscriber);
        } catch (IllegalArgumentException e) {
            channel.close(CloseCode.BAD_REQUEST, e.getMessage());
        }
    }

    /** Clients have nothing to say here: what they wish goes over REST. */
    @OnMessage
    void text(String message) {
        LOG.tracef("Ignored a message of %d characters", message.length());
    }

    @OnMessage
    void pong(Session socket, PongMessage pong) {
        if (socket.getUserProperties().get(SUBSCRIBER) instanceof Subscriber subscriber) {
            subscriber.alive();
        }
    }

    @OnClose
    void close(Session socket) {
        if (socket.getUserProperties().remove(SUBSCRIBER) instanceof Subscriber subscriber) {
            subscriber.close(CloseCode.NORMAL, "");
        }
    }

    @OnError
    void error(Session socket, Throwable failure) {
        LOG.debugf("A live client failed: %s", failure.toString());
    }

    /** A Jakarta session as a {@link Channel}. */
    private record SocketChannel(Session socket) implements Channel {

        @Override
        public void send(String text, Consumer<Throwable> done) {
            if (socket.isOpen()) {
                socket.getAsyncRemote().sendText(text, result -> done.accept(result.isOK() ? null : result.getException()));
            }
        }

        @Override
        public void ping() {
            try {
                socket.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            } catch (IOException | RuntimeException e) {
                LOG.debugf("A ping was not sent: %s", e.toString());
            }
        }

        @Override
        public void close(CloseCode code, String reason) {
            try {
                if (socket.isOpen()) {
                    socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code.number()), reason));
                    Farewell.cutSoon(((UndertowSession) socket).getChannel());
                }
            } catch (IOException | RuntimeException e) {
                LOG.debugf("A client was gone before it was closed: %s", e.toString());
            }
        }
    }
}
