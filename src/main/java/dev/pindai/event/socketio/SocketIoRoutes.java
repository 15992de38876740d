package dev.pindai.event.socketio;

import java.util.Optional;
import java.util.function.Consumer;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Callers;

import org.jboss.logging.Logger;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * The door for Socket.IO clients: {@code /socket.io/}. Each request is checked in the order of Engine.IO's protocol and handed
 * to its connection. Open to everybody, since clients show the key in their first message; which pages may come here is decided
 * before, in {@code security}.
 */
@Singleton
class SocketIoRoutes {

    private static final Logger LOG = Logger.getLogger(SocketIoRoutes.class);
    private static final String PATH = "/socket\\.io/?";
    private static final String CONNECTION = "connection";
    private static final String POLLING = "polling";
    private static final String WEBSOCKET = "websocket";

    private final SocketIoConfig config;
    private final Connections connections;
    private final Conversations conversations;
    private final Callers callers;

    SocketIoRoutes(SocketIoConfig config, Connections connections, Conversations conversations, Callers callers) {
        this.config = config;
        this.connections = connections;
        this.conversations = conversations;
        this.callers = callers;
    }

    void register(@Observes Router router) {
        if (config.enabled()) {
            router.routeWithRegex(PATH).handler(this::check);
            router.routeWithRegex(HttpMethod.POST, PATH)
                    .handler(BodyHandler.create(false).setBodyLimit(Packets.MAX_PAYLOAD)).handler(this::receive)
                    .failureHandler(this::notReceived);
        }
    }

    private void check(RoutingContext request) {
        var transport = request.request().getParam("transport", "");
        var sid = request.request().getParam("sid", "");
        if (!transport.equals(POLLING) && !transport.equals(WEBSOCKET)) {
            Answers.refuse(request, EngineError.UNKNOWN_TRANSPORT);
        } else if (sid.isEmpty()) {
            handshake(request, transport);
        } else {
            connections.find(sid).ifPresentOrElse(connection -> go(request, transport, connection),
                    () -> Answers.refuse(request, EngineError.UNKNOWN_SID));
        }
    }

    private void handshake(RoutingContext request, String transport) {
        var credential = callers.credential(request);
        if (request.request().method() != HttpMethod.GET) {
            Answers.refuse(request, EngineError.BAD_HANDSHAKE_METHOD);
        } else if (transport.equals(WEBSOCKET) && !isUpgrade(request)) {
            Answers.refuse(request, EngineError.BAD_REQUEST);
        } else if (!request.request().getParam("EIO", "").equals("4")) {
            Answers.refuse(request, EngineError.UNSUPPORTED_VERSION);
        } else if (connections.isFull(credential, callers.knock(request).network())) {
            Answers.refuse(request, EngineError.FULL);
        } else if (transport.equals(WEBSOCKET)) {
            socket(request, socket -> begin(request, credential, socket));
        } else {
            begin(request, credential);
        }
    }

    private void begin(RoutingContext request, Optional<String> credential) {
        connections.open(credential, callers.knock(request).network()).ifPresentOrElse(
                connection -> connection.loop().run(() -> connection.begin(conversations.with(connection, request), request)),
                () -> Answers.refuse(request, EngineError.FULL));
    }

    private void begin(RoutingContext request, Optional<String> credential, ServerWebSocket socket) {
        connections.open(credential, callers.knock(request).network()).ifPresentOrElse(connection -> {
            var wire = new SocketWire(request.request(), socket, connection);
            connection.loop().run(() -> connection.begin(conversations.with(connection, request), wire));
        }, () -> socket.close((short) CloseCodes.TRY_AGAIN_LATER, "Too many clients"));
    }

    private void go(RoutingContext request, String transport, Connection connection) {
        var method = request.request().method();
        if (!connection.belongsTo(callers.credential(request))) {
            Answers.refuse(request, EngineError.FORBIDDEN);
        } else if (transport.equals(WEBSOCKET) && isUpgrade(request)) {
            socket(request, socket -> {
                var wire = new SocketWire(request.request(), socket, connection);
                connection.loop().run(() -> connection.upgrade(wire));
            });
        } else if (transport.equals(POLLING) && method == HttpMethod.GET) {
            connection.loop().run(() -> connection.poll(request));
        } else if (transport.equals(POLLING) && method == HttpMethod.POST) {
            admitBody(request, connection);
        } else {
            Answers.refuse(request, EngineError.BAD_REQUEST);
        }
    }

    /** One request at a time may bring packets: so little is kept for each client, and their order is known. */
    private static void admitBody(RoutingContext request, Connection connection) {
        if (connection.beginReceiving()) {
            request.put(CONNECTION, connection);
            request.next();
        } else {
            Answers.refuse(request, EngineError.BAD_REQUEST);
            connection.loop().run(() -> connection.close(CloseCodes.PROTOCOL_ERROR, "Two requests at once"));
        }
    }

    private static void socket(RoutingContext request, Consumer<ServerWebSocket> then) {
        request.request().toWebSocket().onSuccess(then::accept).onFailure(failure -> {
            LOG.debugf("No WebSocket came about: %s", failure.toString());
            Answers.refuse(request, EngineError.BAD_REQUEST);
        });
    }

    private void receive(RoutingContext request) {
        Connection connection = request.get(CONNECTION);
        var body = request.body().asString();
        connection.loop().run(() -> connection.receive(request, body == null ? "" : body));
    }

    /** A body that is too large, or that ended before its end: the rest of it would be missed. */
    private void notReceived(RoutingContext request) {
        Connection connection = request.get(CONNECTION);
        Answers.refuse(request, request.statusCode() == EngineError.TOO_LARGE.status() ? EngineError.TOO_LARGE
                : EngineError.BAD_REQUEST);
        connection.loop().run(() -> connection.close(CloseCodes.TOO_BIG, "A request could not be read"));
    }

    private static boolean isUpgrade(RoutingContext request) {
        return request.request().headers().contains("Upgrade", WEBSOCKET, true);
    }
}
