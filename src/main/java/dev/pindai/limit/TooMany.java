package dev.pindai.limit;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.pindai.security.Refusal;

import io.github.bucket4j.ConsumptionProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;

/** Refuses what is too much, says when to come back, and counts it for the operator. */
@Singleton
class TooMany {

    private final MeterRegistry metrics;

    TooMany(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** @param limit which was met, as the metric names it */
    void refuse(RoutingContext context, String limit, Duration wait, String sentence) {
        count(limit);
        context.response().putHeader("Retry-After", Long.toString(seconds(wait)));
        Refusal.send(context, 429, "TOO_MANY_REQUESTS", sentence + " Come back in " + seconds(wait) + " seconds.");
    }

    /** The same for requests a minute. */
    void refuse(RoutingContext context, Quota quota, ConsumptionProbe state) {
        quota.tell(context, state);
        refuse(context, quota.name(), Duration.ofNanos(state.getNanosToWaitForRefill()), quota.sentence());
    }

    void count(String limit) {
        metrics.counter("pindai.limit.refused", "limit", limit).increment();
    }

    /** Whole seconds, never too few, and one at least. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
