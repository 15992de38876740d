package dev.pindai.event.webhook;

import java.util.List;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pindai.event.webhook.net.AddressGuard;
import dev.pindai.event.webhook.net.HookClient;
import dev.pindai.event.webhook.net.NameResolver;

import io.vertx.core.Vertx;

/** Makes the client of webhooks from the settings, and closes it at the end. */
class WebhookWiring {

    /** Tests by hand come besides what the dispatcher sends. */
    private static final int BESIDES = 4;

    @Produces
    @Singleton
    HookClient client(Vertx vertx, WebhookConfig config) {
        return new HookClient(vertx, NameResolver.SYSTEM, guard(config), new HookClient.Settings(config.connectTimeout(),
                config.readTimeout(), config.maxConcurrentPerHost() + BESIDES, config.trustedCertificates()));
    }

    private static AddressGuard guard(WebhookConfig config) {
        try {
            return new AddressGuard(config.allowedNetworks().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("pindai.webhook.allowed-networks: " + e.getMessage(), e);
        }
    }

    void close(@Disposes HookClient client) {
        client.close();
    }
}
