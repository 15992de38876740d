package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.inject.Singleton;

import dev.pindai.crypto.UnreadableSecretException;
import dev.pindai.event.EventSecrets;
import dev.pindai.event.webhook.net.HookClient;
import dev.pindai.event.webhook.net.HookResult;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Sends one delivery and says what came of it. The secret of an event is added here, and stays nowhere else. */
@Singleton
class Sender {

    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int DETAIL = 500;

    private final HookPost post;
    private final HookClient client;
    private final EventSecrets secrets;
    private final WebhookConfig config;
    private final WebhookMetrics metrics;
    private final Clock clock;

    Sender(HookPost post, HookClient client, EventSecrets secrets, WebhookConfig config, WebhookMetrics metrics, Clock clock) {
        this.post = post;
        this.client = client;
        this.secrets = secrets;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Done within the webhook's time-out, and never failed. */
    CompletableFuture<Outcome> send(Claim claim) {
        if (claim.frame() == null) {
            return CompletableFuture.completedFuture(untried(claim, new Verdict(DeliveryStatus.DEAD, null,
                    DeliveryReason.EVENT_REMOVED, "The event was removed from the log before it could be sent")));
        }
        try {
            // Asked before it is added: it may be over in between, and what is sent must count as sent.
            boolean withSecret = secrets.find(claim.sessionId(), claim.frame().seq()).isPresent();
            var frame = secrets.complete(claim.frame(), claim.webhook().tellsCodes);
            var ready = post.of(claim.webhook(), claim.id(), claim.tries() + 1, frame);
            return client.post(ready.request()).thenApply(result -> outcome(claim, ready, result, withSecret))
                    .exceptionally(failure -> broken(claim, failure));
        } catch (UnreadableSecretException e) {
            // Whoever mends it changes the webhook or restarts the service; until then there is no hurry.
            return CompletableFuture.completedFuture(later(claim, Duration.ofSeconds(claim.webhook().retries.maxDelaySeconds()),
                    DeliveryReason.SECRET_UNREADABLE, e.getMessage()));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(broken(claim, e));
        }
    }

    private Outcome outcome(Claim claim, HookPost.Ready ready, HookResult result, boolean withSecret) {
        var terms = new Verdict.Terms(claim.webhook().retries, claim.tries() - claim.triesBefore() + 1, claim.queuedAt(),
                config.maxRetryAfter(), ThreadLocalRandom.current().nextDouble());
        var verdict = Verdict.of(result, terms, clock.instant());
        metrics.tried(verdict, result.latency());
        var kept = result instanceof HookResult.Answer answer
                ? KeptAnswer.of(answer, ready.hidden(), withSecret)
                : null;
        return new Outcome(claim.id(), claim.webhook().id, claim.sessionId(), verdict.status(), ready.at(), verdict.nextAt(),
                verdict.reason(), Texts.cut(Texts.storable(verdict.detail()), DETAIL),
                Math.toIntExact(result.latency().toMillis()),
                ready.shown(), kept == null ? null : kept.status(), kept == null ? null : kept.headers(),
                kept == null ? null : kept.body(), claim.webhook().host, true);
    }

    private Outcome untried(Claim claim, Verdict verdict) {
        return new Outcome(claim.id(), claim.webhook().id, claim.sessionId(), verdict.status(), null, verdict.nextAt(),
                verdict.reason(), verdict.detail(), null, null, null, null, null, claim.webhook().host, false);
    }

    /**
     * Our own fault is no reason to lose an event: it is tried again, as long as there is time; its successors can't wait for
     * ever.
     */
    private Outcome broken(Claim claim, Throwable failure) {
        MDC.put("sessionId", claim.sessionId().toString());
        LOG.errorf(failure, "Delivery %s could not be sent", claim.id());
        MDC.remove("sessionId");
        var retries = claim.webhook().retries;
        var next = clock.instant().plus(retries.pause(Math.max(1, claim.tries()), 0));
        boolean over = next.isAfter(claim.queuedAt().plus(retries.total()));
        return untried(claim, new Verdict(over ? DeliveryStatus.DEAD : DeliveryStatus.PENDING, over ? null : next,
                DeliveryReason.INTERNAL, "Pindai could not send it: its log says why"));
    }

    /** Not for ever: an event that is no longer in the log is given up. */
    private Outcome later(Claim claim, Duration pause, DeliveryReason reason, String detail) {
        return untried(claim, new Verdict(DeliveryStatus.PENDING, clock.instant().plus(pause), reason,
                Texts.cut(detail, DETAIL)));
    }
}
