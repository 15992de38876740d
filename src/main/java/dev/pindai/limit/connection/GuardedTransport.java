package dev.pindai.limit.connection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * Puts a doorkeeper at each port that is to have one. Vert.x itself has a deadline for silence only, and a hook for
 * connections that have sent something; this is where it lets others have a say before.
 */
final class GuardedTransport extends JDKTransport {

    /** By the port that is asked for. Vert.x exists before there are beans, and listens after. */
    private static final Map<Integer, Doorkeeper> DOORKEEPERS = new ConcurrentHashMap<>();

    static void post(int port, Doorkeeper doorkeeper) {
        DOORKEEPERS.put(port, doorkeeper);
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        var doorkeeper = DOORKEEPERS.get(options.getPort());
        if (doorkeeper != null && !domainSocket) {
            bootstrap.handler(doorkeeper);
        }
    }
}
