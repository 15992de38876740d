package dev.pindai.event.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

import org.jboss.logging.Logger;

/**
 * The live channel: {@code /ws?session=*|id,…&events=*|qr,…}. The only class that knows the Jakarta socket; who may open one,
 * and from where is decided before it, in {@code security}. Its callbacks run on the event loop and hand on whatever blocks.
 */
@ServerEndpoint("/ws")
@Singleton
public class EventSocket {

    private static final Logger LOG = Logger.getLogger(EventSocket.class);
    private static final String SUBSCRIBER = "subscriber";
    private static final int BAD_FILTER = 4400;

    private final SubscriberRegistry registry;
    private final ExecutorService joining = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("socket-join-", 0).factory());

    EventSocket(SubscriberRegistry registry) {
        this.registry = registry;
    }

    @OnOpen
    void open(Session socket) {
        var channel = new SocketChannel(socket);
        try {
            var subscriber = registry.add(EventFilter.parse(socket.getRequestParameterMap()), channel);
            socket.getUserProperties().put(SUBSCRIBER, subscriber);
            joining.execute(() -> join(subscriber));
        } catch (IllegalArgumentException e) {
            channel.close(BAD_FILTER, e.getMessage());
        }
    }

    private void join(Subscriber subscriber) {
        try {
            registry.join(subscriber);
        } catch (RuntimeException e) {
            LOG.error("A client could not be given the present state", e);
            subscriber.close(CloseReason.CloseCodes.UNEXPECTED_CONDITION.getCode(), "Try again in a moment");
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
            registry.alive(subscriber);
        }
    }

    @OnClose
    void close(Session socket) {
        if (socket.getUserProperties().remove(SUBSCRIBER) instanceof Subscriber subscriber) {
            registry.remove(subscriber);
            subscriber.close(CloseReason.CloseCodes.NORMAL_CLOSURE.getCode(), "");
        }
    }

    @OnError
    void error(Session socket, Throwable failure) {
        LOG.debugf("A live client failed: %s", failure.toString());
    }

    @PreDestroy
    void stop() {
        joining.shutdown();
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
        public void close(int code, String reason) {
            try {
                if (socket.isOpen()) {
                    socket.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
                }
            } catch (IOException | RuntimeException e) {
                LOG.debugf("A client was gone before it was closed: %s", e.toString());
            }
        }
    }
}
