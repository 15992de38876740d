package dev.pindai.event.socketio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.pindai.event.live.Channel;
import dev.pindai.event.live.CloseCode;
import dev.pindai.event.live.EventFilter;
import dev.pindai.event.live.Start;
import dev.pindai.event.live.Subscriber;
import dev.pindai.event.live.SubscriberRegistry;
import dev.pindai.security.Caller;
import dev.pindai.security.Callers;
import dev.pindai.security.Knock;
import dev.pindai.security.Scope;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is said over one connection, by Socket.IO 5: its client shows a key or a ticket and asks for events, and hears them from
 * then on. Happens on the connection's loop.
 */
final class Conversation implements Connection.Peer {

    private static final Logger LOG = Logger.getLogger(Conversation.class);
    private static final List<String> WISHES = List.of("session", "events", "after", "cursor");

    private final Connection connection;
    private final Map<String, List<String>> query;
    private final Knock knock;
    private final SubscriberRegistry registry;
    private final Callers callers;
    private final PacketJson json;
    private volatile Subscriber subscriber;
    /** While a key is looked up. */
    private boolean asking;
    private boolean over;

    /**
     * @param query of the request that began the connection
     * @param knock who sent that
     */
    Conversation(Connection connection, Map<String, List<String>> query, Knock knock, SubscriberRegistry registry,
            Callers callers, PacketJson json) {
        this.connection = connection;
        this.query = query;
        this.knock = knock;
        this.registry = registry;
        this.callers = callers;
        this.json = json;
    }

    /** Events that clients emit are nobody's here: what they wish goes over REST. */
    @Override
    public void message(String text) {
        var packet = SocketPacket.parse(text).orElse(null);
        if (packet != null && packet.type() == SocketPacket.CONNECT) {
            connect(packet);
        } else if (packet == null || subscriber == null) {
            connection.close(CloseCodes.PROTOCOL_ERROR, "Connect first");
        } else if (packet.type() == SocketPacket.DISCONNECT && packet.namespace().equals(SocketPacket.MAIN_NAMESPACE)) {
            connection.close(CloseCodes.NORMAL, "");
        }
    }

    private void connect(SocketPacket packet) {
        var auth = json.auth(packet.payload()).orElse(null);
        if (!packet.namespace().equals(SocketPacket.MAIN_NAMESPACE)) {
            refuse(packet.namespace(), ConnectError.UNKNOWN_NAMESPACE,
                    "There is no such namespace: connect to the main one, /");
        } else if (auth == null || subscriber != null || asking) {
            connection.close(CloseCodes.PROTOCOL_ERROR, "Connect once, with an object or nothing");
        } else {
            asking = true;
            caller(auth).whenComplete((caller, failure) -> connection.loop().run(() -> admit(caller, failure, auth)));
        }
    }

    /** Whoever the client says it is; without a word of its own, whose request began the connection. */
    private CompletionStage<Optional<Caller>> caller(JsonNode auth) {
        if (auth.hasNonNull("token")) {
            return callers.holder(auth.get("token").asText(), knock);
        }
        return CompletableFuture.completedFuture(
                auth.hasNonNull("ticket") ? callers.redeem(auth.get("ticket").asText()) : knock.caller());
    }

    private void admit(Optional<Caller> caller, Throwable failure, JsonNode auth) {
        asking = false;
        if (over) {
            return;
        }
        if (failure != null) {
            LOG.errorf(failure, "A key could not be looked up for a Socket.IO client");
            connection.close(CloseCodes.TRY_AGAIN_LATER, "Try again in a moment");
        } else if (caller.isEmpty()) {
            turnAway(caller, ConnectError.UNAUTHORIZED, "Connect with auth: { token: <a key> }");
        } else if (!caller.get().may(Scope.READ)) {
            turnAway(caller, ConnectError.SCOPE_MISSING,
                    "Your key lacks the scope '" + Scope.READ.role() + "', which this takes");
        } else {
            subscribe(auth, caller.get());
        }
    }

    private void turnAway(Optional<Caller> caller, ConnectError why, String message) {
        callers.answered(knock, caller, null, why.name());
        refuse(why, message);
    }

    private void subscribe(JsonNode auth, Caller caller) {
        try {
            var wishes = wishes(auth);
            var filter = EventFilter.parse(wishes, caller.realm());
            subscriber = registry.subscribe(filter, Start.parse(wishes, filter), new Events(), json::event);
            var sessions = wishes.getOrDefault("session", List.of());
            callers.answered(knock, Optional.of(caller), sessions.size() == 1 ? sessions.getFirst() : null, null);
        } catch (IllegalArgumentException e) {
            refuse(ConnectError.INVALID_REQUEST, e.getMessage());
        }
    }

    /** What the client asks for when it connects, or else in its address. */
    private Map<String, List<String>> wishes(JsonNode auth) {
        var wishes = new HashMap<>(query);
        WISHES.stream().filter(auth::hasNonNull).forEach(name -> {
            var words = new ArrayList<String>();
            if (auth.get(name).isArray()) {
                auth.get(name).forEach(word -> words.add(word.asText()));
            } else {
                words.add(auth.get(name).asText());
            }
            wishes.put(name, words);
        });
        return wishes;
    }

    private void welcome() {
        if (subscriber != null) {
            connection.accept();
            send(json.connected());
        }
    }

    /** What was asked for turned out not to be there. */
    private void turnAway(ConnectError why, String message) {
        subscriber = null;
        refuse(why, message);
    }

    private void refuse(ConnectError why, String message) {
        refuse(SocketPacket.MAIN_NAMESPACE, why, message);
    }

    /** The client may try again over the same connection, for as long as it may take to connect. */
    private void refuse(String namespace, ConnectError why, String message) {
        send(json.refused(namespace, why, message));
    }

    private void send(String packet) {
        connection.send(packet, () -> {
        });
    }

    @Override
    public void closed() {
        over = true;
        var left = subscriber;
        if (left != null) {
            subscriber = null;
            left.close(CloseCode.NORMAL, "");
        }
    }

    /** The connection as a live channel. Its methods are called from any thread. */
    private final class Events implements Channel {

        @Override
        public void accepted() {
            connection.loop().run(Conversation.this::welcome);
        }

        @Override
        public void send(String text, Consumer<Throwable> done) {
            connection.loop().run(() -> connection.send(text, () -> done.accept(null)));
        }

        /** Connections have a heartbeat of their own: while this one is open, its client was there. */
        @Override
        public void ping() {
            var present = subscriber;
            if (present != null) {
                present.alive();
            }
        }

        @Override
        public void close(CloseCode code, String reason) {
            connection.loop().run(() -> {
                switch (code) {
                    case UNKNOWN_SESSION -> turnAway(ConnectError.SESSION_NOT_FOUND, reason);
                    case BAD_REQUEST -> turnAway(ConnectError.INVALID_REQUEST, reason);
                    case TOO_MANY -> turnAway(ConnectError.TOO_MANY_CLIENTS, reason);
                    default -> connection.close(code.number(), reason);
                }
            });
        }
    }
}
