package dev.pindai.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.ext.web.Router;

/** Tells the tests what Pindai sees of a request: from where, by which scheme, for which host. */
@Singleton
class SeenByTests {

    static final String PATH = "/assets/seen-by-tests";

    void register(@Observes Router router) {
        router.get(PATH).handler(context -> context.response().end(ClientAddress.of(context).getHostAddress() + " "
                + context.request().scheme() + " " + context.request().authority()));
    }
}
