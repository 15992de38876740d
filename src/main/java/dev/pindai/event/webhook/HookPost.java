package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.pindai.event.webhook.net.HookRequest;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Puts a request together: the body, the headers that every request has, those of the webhook, and the signature. */
@Singleton
class HookPost {

    private final ObjectMapper json;
    private final WebhookConfig config;
    private final HookSecrets secrets;
    private final Clock clock;
    private final String userAgent;

    HookPost(ObjectMapper json, WebhookConfig config, HookSecrets secrets, Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.json = json;
        this.config = config;
        this.secrets = secrets;
        this.clock = clock;
        this.userAgent = "Pindai/" + version;
    }

    /**
     * A request that is ready to be sent.
     *
     * @param at the time that is signed
     * @param shown its headers, the values of the webhook's own masked
     * @param hidden those values
     */
    record Ready(HookRequest request, Instant at, Map<String, String> shown, Collection<String> hidden) {
    }

    /**
     * @param id the same with each try of the same event
     * @param attempt from 1
     * @throws dev.pindai.crypto.UnreadableSecretException if the webhook's secrets can't be read
     */
    Ready of(Webhook webhook, UUID id, int attempt, Object content) {
        var opened = secrets.open(webhook);
        var at = clock.instant();
        var body = body(content);
        var own = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        own.put("Content-Type", "application/json");
        own.put("X-Webhook-Id", id.toString());
        own.put("X-Webhook-Request-Id", id.toString());
        own.put("X-Webhook-Attempt", String.valueOf(attempt));
        own.putAll(Signature.headers(opened.secret(), at, body));
        var all = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        all.put("User-Agent", userAgent);
        all.putAll(opened.headers());
        all.putAll(own);
        var shown = new TreeMap<>(all);
        webhook.headers.keySet().forEach(name -> shown.put(name, HookHeaders.MASK));
        return new Ready(new HookRequest(webhook.address(), all, body, webhook.timeout(config.timeout())), at, shown,
                opened.headers().values());
    }

    private byte[] body(Object content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event can't be written", e);
        }
    }
}
