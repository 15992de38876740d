package dev.pindai.event.socketio;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Tokens;

import io.quarkus.runtime.ShutdownEvent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The open connections by their ids, and how many there may be. */
@Singleton
class Connections {

    /** Of the room for strangers, the part that one address may take. */
    private static final int SHARES = 10;

    private final SocketIoConfig config;
    private final Map<String, Connection> open = new ConcurrentHashMap<>();

    Connections(SocketIoConfig config, MeterRegistry metrics) {
        this.config = config;
        Gauge.builder("pindai.socketio.clients", open, Map::size)
                .description("Clients of /socket.io, those that have not shown the key included").register(metrics);
    }

    /**
     * A new one on the caller's loop, or empty if there is no room for whoever shows this and comes from there.
     *
     * @param network see {@code Knock}
     */
    synchronized Optional<Connection> open(Optional<String> credential, String network) {
        if (isFull(credential, network)) {
            return Optional.empty();
        }
        var connection = new Connection(Tokens.next(), credential, network, Loop.current(), config,
                gone -> open.remove(gone.sid()));
        open.put(connection.sid(), connection);
        return Optional.of(connection);
    }

    /**
     * Those who show nothing at first have a limit of their own, so that they can't keep out the others; and each address has
     * one among them, so that it can't keep out theirs.
     */
    boolean isFull(Optional<String> credential, String network) {
        return open.size() >= config.maxClients() || credential.isEmpty() && isFullOfStrangers(network);
    }

    private boolean isFullOfStrangers(String network) {
        var strangers = open.values().stream().filter(Connection::stranger).map(Connection::network).toList();
        return strangers.size() >= config.maxUnauthenticated()
                || strangers.stream().filter(network::equals).count() >= Math.max(1, config.maxUnauthenticated() / SHARES);
    }

    Optional<Connection> find(String sid) {
        return Optional.ofNullable(open.get(sid));
    }

    void stop(@Observes ShutdownEvent event) {
        open.values().forEach(connection -> connection.loop()
                .run(() -> connection.close(CloseCodes.GOING_AWAY, "Pindai is stopping; come back in a moment")));
    }
}
