package dev.pindai.limit.connection;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

import dev.pindai.http.AddressRanges;
import dev.pindai.http.ClientAddress;
import dev.pindai.limit.LimitConfig;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.quarkus.vertx.http.runtime.filters.Filters;

import org.jboss.logging.Logger;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Limits the connections to the public ports: how many there are, and how long each takes to say what it wants. The port of
 * probes and metrics is none of them.
 */
@Singleton
class ConnectionLimits implements HttpServerOptionsCustomizer {

    private static final Logger LOG = Logger.getLogger(ConnectionLimits.class);
    /** Before everything. */
    private static final int FIRST = 2000;

    private final LimitConfig config;
    private final ClientAddress addresses;
    private final AddressRanges unlimited;
    private final List<Doorkeeper> doorkeepers = new CopyOnWriteArrayList<>();

    ConnectionLimits(LimitConfig config, ClientAddress addresses) {
        this.config = config;
        this.addresses = addresses;
        this.unlimited = AddressRanges.of("pindai.limit.unlimited-addresses", config.unlimitedAddresses());
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        post(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        post(options);
    }

    /** Not in dev mode, where the server that listens outlives the classes that are looked at here. */
    private void post(HttpServerOptions options) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            var doorkeeper = new Doorkeeper(
                    new Crowd(config.connections(), config.connectionsPerAddress(), this::isMany),
                    new Times(config.headTimeout(), config.bodyTimeout(), config.keepAlive()));
            doorkeepers.add(doorkeeper);
            GuardedTransport.post(options.getPort(), doorkeeper);
        }
    }

    private boolean isMany(InetAddress address) {
        return addresses.isProxy(address) || unlimited.hold(address);
    }

    void register(@Observes Filters filters) {
        filters.register(this::arrived, FIRST);
    }

    private void arrived(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            ConnectionGuard.of(connection.channel()).ifPresent(guard -> guard.arrived(context.request()));
        }
        context.next();
    }

    void listens(@ObservesAsync HttpServerStart start) {
        warn();
    }

    void listens(@ObservesAsync HttpsServerStart start) {
        warn();
    }

    private void warn() {
        if (doorkeepers.stream().noneMatch(Doorkeeper::isAtWork) && LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            LOG.warn(
                    "Slow clients are not cut, and connections are not counted: Vert.x uses another transport than Java's own");
        }
    }
}
