package dev.pindai.event.webhook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of webhooks. What each of them is sent, and how often it is tried, is said over the API. */
@ConfigMapping(prefix = "pindai.webhook")
public interface WebhookConfig {

    /** Most webhooks that may exist, those of sessions included; creating one more answers 409 {@code TOO_MANY_WEBHOOKS}. */
    @WithDefault("2000")
    @Min(1)
    int maxWebhooks();

    /** The same for one tenant other than {@code default}. 0 for no limit but that of all together. */
    @WithDefault("400")
    @Min(0)
    int maxWebhooksPerTenant();

    /**
     * Addresses that webhooks may go to though they are private, loopback or otherwise not of the public internet: ranges,
     * single addresses, and names of hosts.
     */
    Optional<List<String>> allowedNetworks();

    /** A PEM file with certificates that are trusted of receivers besides those Java trusts. */
    Optional<Path> trustedCertificates();

    /** Requests under way at once. */
    @WithDefault("128")
    @Min(1)
    @Max(10_000)
    int maxConcurrent();

    /** Requests under way at once to one host; to one that did not answer last, one. */
    @WithDefault("8")
    @Min(1)
    @Max(1000)
    int maxConcurrentPerHost();

    /** How long a connection may take, for each address of a host. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long a receiver may say nothing. */
    @WithDefault("15s")
    Duration readTimeout();

    /** How long a try may take in all, unless the webhook has a time of its own. */
    @WithDefault("30s")
    Duration timeout();

    /** The longest that a receiver's {@code Retry-After} is heeded. */
    @WithDefault("1h")
    Duration maxRetryAfter();

    /** Deliveries that may fail for good one after another before the webhook is disabled. */
    @WithDefault("10")
    @Min(1)
    int disableAfter();

    /** How often is looked for events that were committed without anybody being told, as when the process died. */
    @WithDefault("5s")
    Duration sweepInterval();

    /** How long deliveries that arrived are remembered. */
    @WithDefault("7d")
    Duration keepDelivered();

    /** How long deliveries that failed for good are remembered, and can be sent again. */
    @WithDefault("30d")
    Duration keepDead();
}
