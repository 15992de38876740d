package dev.pindai.event.socketio;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.vertx.ext.web.RoutingContext;

/**
 * One client's connection, by Engine.IO 4: it begins with polling and may move to a WebSocket, or begins with one. All happens
 * on its loop; what does not say otherwise is called there only.
 */
final class Connection {

    /** Who is at this end of a connection. */
    interface Peer {

        /** The client sent a message. */
        void message(String text);

        /** The connection is over. Called once. */
        void closed();
    }

    private static final String PROBE = "probe";

    private final String sid;
    private final Optional<String> credential;
    private final String network;
    private final Loop loop;
    private final SocketIoConfig config;
    private final Consumer<Connection> onClose;
    private final Outbox outbox;
    private final Heartbeat heartbeat;
    private final AtomicBoolean receiving = new AtomicBoolean();
    private Wire wire;
    private Peer peer;
    private SocketWire candidate;
    private boolean probed;
    private boolean closed;
    private long connectTimer = Loop.NO_TIMER;
    private volatile boolean accepted;

    /**
     * @param sid by which its requests are known
     * @param credential what its first request has shown, and each further one has to show
     * @param network from where its first request came
     */
    Connection(String sid, Optional<String> credential, String network, Loop loop, SocketIoConfig config,
            Consumer<Connection> onClose) {
        this.sid = sid;
        this.credential = credential;
        this.network = network;
        this.loop = loop;
        this.config = config;
        this.onClose = onClose;
        this.wire = new PollingWire();
        this.outbox = new Outbox(loop, wire);
        this.heartbeat = new Heartbeat(loop, config, () -> send(Packets.PING, ""),
                () -> close(CloseCodes.TIMEOUT, "You answered no ping"));
    }

    String sid() {
        return sid;
    }

    /** From where it began. From any thread. */
    String network() {
        return network;
    }

    Loop loop() {
        return loop;
    }

    /** Whether this credential is the one it began with. From any thread. */
    boolean belongsTo(Optional<String> other) {
        return credential.equals(other);
    }

    /** Whether its requests show a credential that counts. From any thread. */
    boolean known() {
        return credential.isPresent();
    }

    /** Whether nobody knows yet who it is. From any thread. */
    boolean stranger() {
        return !known() && !accepted;
    }

    /** Begins with a request that is answered. */
    void begin(Peer with, RoutingContext poll) {
        begin(with, "[\"websocket\"]");
        poll(poll);
    }

    /** Begins with a WebSocket. */
    void begin(Peer with, SocketWire socket) {
        wire = socket;
        outbox.use(socket);
        begin(with, "[]");
    }

    private void begin(Peer with, String upgrades) {
        peer = with;
        send(Packets.OPEN,
                "{\"sid\":\"%s\",\"upgrades\":%s,\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}".formatted(
                        sid, upgrades, config.pingInterval().toMillis(), config.pingTimeout().toMillis(), Packets.MAX_PAYLOAD));
        heartbeat.alive();
        connectTimer = loop.after(config.connectTimeout(), () -> close(CloseCodes.TIMEOUT, "You did not connect in time"));
    }

    /** The client was let in. */
    void accept() {
        accepted = true;
        loop.cancel(connectTimer);
    }

    /** A request that waits for packets. A second one at the same time ends the connection, as the protocol wants it. */
    void poll(RoutingContext request) {
        if (closed) {
            Answers.refuse(request, EngineError.UNKNOWN_SID);
        } else if (!(wire instanceof PollingWire polling)) {
            Answers.refuse(request, EngineError.BAD_REQUEST);
        } else if (polling.hold(request)) {
            request.response().closeHandler(none -> loop.run(() -> left(polling, request)));
            outbox.advance();
            hurry();
        } else {
            Answers.refuse(request, EngineError.BAD_REQUEST);
            close(CloseCodes.PROTOCOL_ERROR, "Two polls at once");
        }
    }

    private void left(PollingWire polling, RoutingContext request) {
        if (polling.holds(request)) {
            close(CloseCodes.NORMAL, "");
        }
    }

    /** Whether a request may bring packets now: only one at a time. From any thread. */
    boolean beginReceiving() {
        return receiving.compareAndSet(false, true);
    }

    /** The packets that a request has brought. */
    void receive(RoutingContext request, String payload) {
        receiving.set(false);
        if (closed) {
            Answers.refuse(request, EngineError.UNKNOWN_SID);
        } else if (wire instanceof PollingWire) {
            Packets.split(payload).forEach(this::receive);
            Answers.text(request, "ok");
        } else {
            Answers.refuse(request, EngineError.BAD_REQUEST);
        }
    }

    /** A WebSocket to move to, if it proves to work. */
    void upgrade(SocketWire socket) {
        if (closed || candidate != null || !(wire instanceof PollingWire)) {
            socket.close(CloseCodes.PROTOCOL_ERROR, "There is nothing to upgrade");
            return;
        }
        candidate = socket;
        loop.after(config.connectTimeout(), () -> giveUp(socket));
    }

    /** A WebSocket brought a packet. */
    void heard(SocketWire socket, String packet) {
        if (closed) {
            return;
        }
        if (socket == wire) {
            receive(packet);
        } else if (socket == candidate && packet.equals(Packets.PING + PROBE)) {
            socket.write(List.of(Packets.PONG + PROBE));
            probed = true;
            hurry();
        } else if (socket == candidate && probed && packet.equals(Packets.of(Packets.UPGRADE))) {
            wire.close(CloseCodes.NORMAL, "");
            wire = socket;
            candidate = null;
            outbox.use(socket);
        } else {
            giveUp(socket);
        }
    }

    /** The client ends polling, and moves on, when a poll was answered. */
    private void hurry() {
        if (probed && candidate != null) {
            outbox.flush();
            if (wire.writable()) {
                wire.write(List.of(Packets.of(Packets.NOOP)));
            }
        }
    }

    /** Polling goes on. */
    private void giveUp(SocketWire socket) {
        if (socket == candidate) {
            candidate = null;
            probed = false;
            socket.close(CloseCodes.PROTOCOL_ERROR, "That is no upgrade");
        }
    }

    /** A WebSocket is over. */
    void gone(SocketWire socket) {
        if (socket == wire) {
            close(CloseCodes.NORMAL, "");
        } else {
            giveUp(socket);
        }
    }

    /** A WebSocket has sent what it had to. */
    void writable() {
        outbox.advance();
    }

    /** Sends a message; {@code taken} is told when the next one is welcome, and never if the connection ends before. */
    void send(String message, Runnable taken) {
        if (!closed && !outbox.add(Packets.MESSAGE + message, taken)) {
            close(CloseCodes.TIMEOUT, "You read too slowly");
        }
    }

    private void send(char type, String text) {
        outbox.add(type + text, () -> {
        });
    }

    private void receive(String packet) {
        if (closed) {
            return;
        }
        switch (packet.isEmpty() ? 0 : packet.charAt(0)) {
            case Packets.PONG -> heartbeat.alive();
            case Packets.MESSAGE -> peer.message(packet.substring(1));
            case Packets.CLOSE -> close(CloseCodes.NORMAL, "");
            case Packets.OPEN, Packets.UPGRADE, Packets.NOOP, Packets.BINARY -> {
                // Nothing to do: so the protocol has it, and of binary data that nobody here reads it.
            }
            default -> close(CloseCodes.PROTOCOL_ERROR, "That is no packet of a client");
        }
    }

    /** Ends it: no client hears anything after this. */
    void close(int code, String reason) {
        if (closed) {
            return;
        }
        closed = true;
        heartbeat.stop();
        loop.cancel(connectTimer);
        onClose.accept(this);
        outbox.clear();
        wire.close(code, reason);
        if (candidate != null) {
            candidate.close(code, reason);
        }
        peer.closed();
    }
}
