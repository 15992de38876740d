package dev.pindai.event.webhook.net;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.pindai.net.AddressGuard;

import org.jboss.logging.Logger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;

/**
 * Posts to receivers of webhooks. It looks the name up itself, asks the {@link AddressGuard} about each address, and connects
 * to the one that passed: the name is not looked up again, so that it can't mean another one by then. Redirects are not
 * followed. Whoever makes it closes it.
 */
public final class HookClient implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HookClient.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** Below the five seconds after which Node ends a connection at rest. */
    private static final int KEEP_ALIVE_SECONDS = 3;

    /**
     * @param connectTimeout until a connection stands, TLS included, for each address that is tried
     * @param readTimeout how long a receiver may say nothing
     * @param connections most to one host
     * @param trusted PEM file of certificates that are trusted besides those that Java trusts
     */
    public record Settings(Duration connectTimeout, Duration readTimeout, int connections, Optional<Path> trusted) {
    }

    private final Vertx vertx;
    private final Lookups lookups;
    private final AddressGuard guard;
    private final Settings settings;
    private final HttpClient http;

    /** @throws IllegalArgumentException if the file of certificates can't be read */
    public HookClient(Vertx vertx, NameResolver names, AddressGuard guard, Settings settings) {
        this.vertx = vertx;
        this.guard = guard;
        this.settings = settings;
        var options = new HttpClientOptions().setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSslHandshakeTimeout(settings.connectTimeout().toMillis()).setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setVerifyHost(true).setTrustAll(false);
        settings.trusted().ifPresent(file -> options.setTrustOptions(HookTrust.besides(file)));
        this.http = vertx.httpClientBuilder().with(options)
                .with(new PoolOptions().setHttp1MaxSize(settings.connections()))
                // What a receiver does wrong is told of the request that it was for.
                .withConnectHandler(connection -> connection.exceptionHandler(
                        failure -> LOG.debugf("A connection to a receiver failed: %s", failure)))
                .build();
        this.lookups = new Lookups(names);
    }

    /** Sends it; done with what came of it at the request's time-out at the latest. Fails only for a request that is none. */
    public CompletableFuture<HookResult> post(HookRequest request) {
        return new Exchange(this, request).begin();
    }

    /**
     * Whether a host can't be reached for what its name means now. Tells a mistake early; what counts is asked again at each
     * connection.
     *
     * @return why, or empty if it may be, or if its name is not known within the time
     */
    public CompletableFuture<Optional<String>> refusal(String host, Duration atMost) {
        return lookups.find(host).orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).thenApply(addresses -> {
            var refusals = addresses.stream().map(address -> guard.refusal(host, address)).toList();
            return refusals.stream().allMatch(Optional::isPresent) ? refusals.getFirst() : Optional.<String> empty();
        }).exceptionally(unknown -> Optional.empty());
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient http() {
        return http;
    }

    Settings settings() {
        return settings;
    }

    CompletableFuture<List<InetAddress>> lookup(String host) {
        return lookups.find(host);
    }

    AddressGuard guard() {
        return guard;
    }

    /** Ends its connections and threads; what is under way ends as disconnected. */
    @Override
    public void close() {
        lookups.close();
        try {
            http.close().toCompletionStage().toCompletableFuture().get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            LOG.debugf("The client of webhooks did not close: %s", e.toString());
        }
    }
}
