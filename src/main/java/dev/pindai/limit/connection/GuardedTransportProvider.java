package dev.pindai.limit.connection;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.spi.VertxServiceProvider;

/** Gives Vert.x the transport that has doorkeepers. Named in {@code META-INF/services}; Quarkus finds it at build time. */
public final class GuardedTransportProvider implements VertxServiceProvider {

    /** Another transport than the usual one is left alone: whoever chose it is told that nobody stands at its doors. */
    @Override
    public void init(VertxBuilder builder) {
        if (builder.findTransport() instanceof JDKTransport) {
            builder.findTransport(new GuardedTransport());
        }
    }
}
