package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;
import dev.pindai.event.webhook.net.HookClient;
import dev.pindai.event.webhook.net.HookResult;
import dev.pindai.shared.Ids;

import io.quarkus.narayana.jta.QuarkusTransaction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Tries a webhook out: posts one event {@code ping}, past the queue and without a trace, and tells what came back. */
@Singleton
public class Pings {

    private static final String EVENT = "ping";

    private final VisibleWebhooks visible;
    private final HookPost post;
    private final HookClient client;
    private final Clock clock;

    Pings(VisibleWebhooks visible, HookPost post, HookClient client, Clock clock) {
        this.visible = visible;
        this.post = post;
        this.client = client;
        this.clock = clock;
    }

    /** Blocks for as long as the receiver takes, at most the webhook's time-out. Works for one that is disabled, too. */
    public PingResult ping(UUID webhookId) {
        var webhook = QuarkusTransaction.requiringNew().call(() -> visible.find(webhookId));
        var frame = new EventFrame(EVENT, null, 0, clock.instant(),
                JsonNodeFactory.instance.objectNode().put("webhookId", webhookId.toString()));
        var ready = post.of(webhook, Ids.next(), 1, frame);
        var result = client.post(ready.request()).join();
        var terms = new Verdict.Terms(webhook.retries, 1, clock.instant(), Duration.ZERO,
                ThreadLocalRandom.current().nextDouble());
        var verdict = Verdict.of(result, terms, clock.instant());
        return new PingResult(verdict.status() == DeliveryStatus.DELIVERED, verdict.reason(), verdict.detail(),
                Math.toIntExact(result.latency().toMillis()), new DeliveryView.Request(webhook.url, ready.shown(), frame),
                result instanceof HookResult.Answer answer ? response(answer, ready) : null);
    }

    private static DeliveryView.Response response(HookResult.Answer answer, HookPost.Ready ready) {
        var kept = KeptAnswer.of(answer, ready.hidden(), false);
        return new DeliveryView.Response(kept.status(), kept.headers(), kept.body());
    }
}
