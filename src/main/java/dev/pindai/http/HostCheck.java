package dev.pindai.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.shared.Problem;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.Json;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses requests for a host that can be none. Vert.x does so by itself, but not where Quarkus listens to proxies: then it
 * takes any text for one.
 */
@Singleton
class HostCheck {

    /** Right after what every answer has was seen to. */
    private static final int PRIORITY = 1400;

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var host = context.request().getHeader("Host");
        if (host != null && !host.isEmpty() && HostAndPort.parseAuthority(host, -1) != null
                || context.request().version() == HttpVersion.HTTP_1_0) {
            context.next();
        } else {
            context.response().setStatusCode(400).putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Json.encodeToBuffer(Problem.of(400, "INVALID_HOST",
                            "The header Host is missing, or names no host: send the one of the address that you call",
                            context.normalizedPath(), null)));
        }
    }
}
