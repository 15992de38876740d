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

    private final SocketIoConfig config;
    private final Map<String, Connection> open = new ConcurrentHashMap<>();

    Connections(SocketIoConfig config, MeterRegistry metrics) {
        this.config = config;
        Gauge.builder("pindai.socketio.clients", open, Map::size)
                .description("Clients of /socket.io, those that have not shown the key included").register(metrics);
    }

    /** A new one on the caller's loop, or empty if there is no room for whoever shows this. */
    synchronized Optional<Connection> open(Optional<String> credential) {
        if (isFull(credential)) {
            return Optional.empty();
        }
        var connection = new Connection(Tokens.next(), credential, Loop.current(), config, gone -> open.remove(gone.sid()));
        open.put(connection.sid(), connection);
        return Optional.of(connection);
    }

    /** Those who show nothing at first have a limit of their own, so that they can't keep out the others. */
    boolean isFull(Optional<String> credential) {
        return open.size() >= config.maxClients() || credential.isEmpty()
                && open.values().stream().filter(Connection::stranger).count() >= config.maxUnauthenticated();
    }

    Optional<Connection> find(String sid) {
        return Optional.ofNullable(open.get(sid));
    }

    void stop(@Observes ShutdownEvent event) {
        open.values().forEach(connection -> connection.loop()
                .run(() -> connection.close(CloseCodes.GOING_AWAY, "Pindai is stopping; come back in a moment")));
    }
}
