package dev.pindai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.shared.Problem;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the files of the simulated page, and is the off switch: while the sandbox is off every path below
 * {@code /sandbox}, the socket's included, is not found, with or without a key.
 */
@Singleton
class SandboxRoutes {

    private static final Logger LOG = Logger.getLogger(SandboxRoutes.class);
    /** Before the authentication (200) and the sockets (100). */
    private static final int BEFORE_EVERYTHING = 300;
    private static final String ROOT = "/sandbox";
    private static final String PAGE = ROOT + "/web/";
    private static final Pattern FILE = Pattern.compile("(?:[a-z]+/)?[a-z]+\\.(html|css|js)");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8");
    private static final int NONCE_BYTES = 16;

    private final SandboxConfig config;
    private final Sandbox sandbox;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    SandboxRoutes(SandboxConfig config, Sandbox sandbox, ObjectMapper json) {
        this.config = config;
        this.sandbox = sandbox;
        this.json = json;
    }

    void warn(@Observes StartupEvent event) {
        if (config.enabled() && LaunchMode.current() == LaunchMode.NORMAL) {
            LOG.warn("THE SANDBOX IS ON in production: sessions may link to simulated phones, and " + PAGE
                    + " is open to everybody. Set pindai.sandbox.enabled=false unless this is what you want.");
        }
    }

    void offSwitch(@Observes Filters filters) {
        if (!config.enabled()) {
            filters.register(this::hide, BEFORE_EVERYTHING);
        }
    }

    void routes(@Observes Router router) {
        if (config.enabled()) {
            router.routeWithRegex(HttpMethod.GET, "/sandbox/web").handler(context -> context.redirect(PAGE));
            router.route(HttpMethod.GET, PAGE).blockingHandler(this::page, false);
            router.route(HttpMethod.GET, PAGE + "*").blockingHandler(this::file, false);
        }
    }

    private void hide(RoutingContext context) {
        // Resources are also found by doubled slashes and with matrix parameters.
        var path = context.normalizedPath().replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
        if (path.equals(ROOT) || path.startsWith(ROOT + "/")) {
            notFound(context,
                    "The sandbox is off. It is meant for development and tests; pindai.sandbox.enabled=true turns it on.");
        } else {
            context.next();
        }
    }

    private void page(RoutingContext context) {
        sandbox.ask(SimulatedServer::load).ifPresentOrElse(page -> {
            var nonce = nonce();
            var hidden = page.fault(FaultKind.NO_HOOK).map(Fault::hiddenModule).orElse("");
            context.response().putHeader("Content-Security-Policy", "default-src 'self'; script-src 'nonce-" + nonce
                    + "' 'strict-dynamic'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
            send(context, "index.html", read("index.html").replace("{{nonce}}", nonce).replace("{{page}}", page.id())
                    .replace("{{hidden-module}}", hidden).replace("{{heap}}", "" + page.settings().heapBytes())
                    .replace("{{rows}}", "" + page.settings().rows()).replace("{{records}}", "" + page.settings().records()));
        }, () -> context.request().connection().close());
    }

    private void file(RoutingContext context) {
        var name = context.normalizedPath().substring(PAGE.length());
        var content = FILE.matcher(name).matches() && !name.equals("index.html") ? read(name) : null;
        if (content == null) {
            notFound(context, "The simulated page has no such file.");
        } else {
            send(context, name, content);
        }
    }

    private void send(RoutingContext context, String name, String content) {
        context.response().putHeader("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff").end(content);
    }

    private void notFound(RoutingContext context, String detail) {
        try {
            context.response().setStatusCode(404).putHeader("Content-Type", Problem.MEDIA_TYPE).end(json.writeValueAsString(
                    Problem.of(404, "NOT_FOUND", detail, context.normalizedPath(), null)));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }

    /** The file's text, or null if there is no such file. */
    private static String read(String name) {
        try (var stream = Thread.currentThread().getContextClassLoader().getResourceAsStream("sandbox/web/" + name)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the simulated page's " + name, e);
        }
    }

    private String nonce() {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
