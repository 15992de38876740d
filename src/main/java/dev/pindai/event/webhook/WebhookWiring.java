package dev.pindai.event.webhook;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pindai.event.webhook.net.HookClient;
import dev.pindai.event.webhook.net.NameResolver;
import dev.pindai.net.AddressGuard;

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
        return new AddressGuard("pindai.webhook.allowed-networks", config.allowedNetworks(), "where webhooks do not go");
    }

    void close(@Disposes HookClient client) {
        client.close();
    }
}
