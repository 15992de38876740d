package dev.pindai.engine.browser;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServer;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says which address pages open, which for the sandbox is known only once the server listens. */
@Singleton
class WhatsAppAddress implements Supplier<URI> {

    private static final URI REAL = URI.create("https://web.whatsapp.com/");

    private final Optional<URI> configured;
    private final boolean sandbox;
    private final HttpServer server;

    WhatsAppAddress(WhatsAppConfig config,
            @ConfigProperty(name = "pindai.sandbox.enabled", defaultValue = "false") boolean sandbox,
            HttpServer server) {
        this.configured = config.url();
        this.sandbox = sandbox;
        this.server = server;
    }

    @Override
    public URI get() {
        // "localhost", not an IP address: passkeys and the stored login belong to an origin with a name.
        return configured.orElseGet(
                () -> sandbox ? URI.create("http://localhost:" + server.getPort() + "/sandbox/web/") : REAL);
    }

    /** Whether an address is of this origin. */
    static boolean isOf(String origin, String url) {
        return url.equals(origin) || url.startsWith(origin + "/");
    }

    /** The only origin whose documents get our script and may speak to us. */
    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }
}
