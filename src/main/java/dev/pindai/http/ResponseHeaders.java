package dev.pindai.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer tells a browser, whoever gives it: how little may be done with it. What is made to be shown, such as the
 * pages, says otherwise by itself where it must.
 */
@Singleton
class ResponseHeaders {

    /** Before anybody who may answer. */
    private static final int FIRST = 1500;
    /** What is no page runs nothing, loads nothing and is framed by nobody, be it opened in a browser all the same. */
    private static final String NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String ASSETS = "/assets/";

    private final String transport;
    private final ApiPage apiPage;

    ResponseHeaders(HttpConfig config, ApiPage apiPage) {
        this.transport = config.hsts().isPositive() ? "max-age=" + config.hsts().toSeconds() : null;
        this.apiPage = apiPage;
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, FIRST);
    }

    /** At the end, where what else was said stands already; on the way, RESTEasy would add to it. */
    private void add(RoutingContext context) {
        context.addHeadersEndHandler(end -> complete(context));
        context.next();
    }

    private void complete(RoutingContext context) {
        var path = context.normalizedPath();
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        unlessSaid(headers, "Content-Security-Policy", apiPage.isAt(path) ? apiPage.policy() : NO_PAGE);
        unlessSaid(headers, "Referrer-Policy", "no-referrer");
        // The client module and what it needs are there for other sites' pages too.
        unlessSaid(headers, "Cross-Origin-Resource-Policy", path.startsWith(ASSETS) ? "cross-origin" : "same-origin");
        if (transport != null && context.request().isSSL()) {
            headers.set("Strict-Transport-Security", transport);
        }
    }

    private static void unlessSaid(MultiMap headers, String name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
