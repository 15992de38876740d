package dev.pindai.http;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.ext.web.Router;

/** Tells the tests what Pindai sees of a request: from where, by which scheme, for which host. */
@Singleton
class SeenByTests {

    static final String PATH = "/assets/seen-by-tests";

    private final ClientAddress addresses;

    SeenByTests(ClientAddress addresses) {
        this.addresses = addresses;
    }

    void register(@Observes Router router) {
        router.get(PATH).handler(context -> context.response().end(addresses.of(context).getHostAddress() + " "
                + context.request().scheme() + " " + context.request().authority()));
    }
}
