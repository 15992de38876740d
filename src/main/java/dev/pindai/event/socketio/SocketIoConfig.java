package dev.pindai.event.socketio;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The door for Socket.IO clients, and its limits. */
@ConfigMapping(prefix = "pindai.socketio")
public interface SocketIoConfig {

    /** Whether {@code /socket.io/} is served at all. */
    @WithDefault("true")
    boolean enabled();

    /** How often each client is pinged. */
    @WithDefault("25s")
    Duration pingInterval();

    /** How long a client may take to answer a ping before it counts as gone. */
    @WithDefault("20s")
    Duration pingTimeout();

    /** How long a client may take to show the key and be let in, and to finish an upgrade to WebSocket. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** Most clients at once, those that have not shown the key included. */
    @WithDefault("2000")
    @Min(1)
    @Max(1_000_000)
    int maxClients();

    /** Most clients at once that have not shown the key yet; one address may have a tenth of them. */
    @WithDefault("500")
    @Min(1)
    @Max(1_000_000)
    int maxUnauthenticated();
}
