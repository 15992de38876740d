package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.quarkus.scheduler.Scheduled;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Counts what operators ask about: tries by what came of them, what waits and since when, what failed for good. */
@Singleton
public class WebhookMetrics {

    /**
     * How webhooks stand, as counted last.
     *
     * @param pending deliveries that wait, of webhooks that are enabled
     * @param dead deliveries that failed for good and are remembered
     * @param disabled webhooks that Pindai disabled
     * @param lag how long the oldest of those that wait has been waiting
     */
    public record Figures(long pending, long dead, long disabled, Duration lag) {
    }

    private final MeterRegistry registry;
    private final EntityManager entities;
    private final Clock clock;
    private volatile Figures figures = new Figures(0, 0, 0, Duration.ZERO);

    WebhookMetrics(MeterRegistry registry, EntityManager entities, Clock clock) {
        this.registry = registry;
        this.entities = entities;
        this.clock = clock;
        Gauge.builder("pindai.webhook.pending", () -> figures.pending()).description("Deliveries that wait").register(registry);
        Gauge.builder("pindai.webhook.dead", () -> figures.dead()).description("Deliveries that failed for good")
                .register(registry);
        Gauge.builder("pindai.webhook.disabled", () -> figures.disabled()).description("Webhooks that were disabled")
                .register(registry);
        Gauge.builder("pindai.webhook.lag", () -> figures.lag().toMillis() / 1000.0).baseUnit("seconds")
                .description("How long the oldest delivery has been waiting").register(registry);
    }

    public Figures figures() {
        return figures;
    }

    /** Counts one try. */
    void tried(Verdict verdict, Duration latency) {
        var result = switch (verdict.status()) {
            case DELIVERED -> "delivered";
            case PENDING -> "retry";
            case DEAD -> "dead";
        };
        Counter.builder("pindai.webhook.tries").tag("result", result)
                .tag("reason", verdict.reason() == null ? "none" : verdict.reason().name())
                .description("Requests to webhooks by what came of them").register(registry).increment();
        Timer.builder("pindai.webhook.latency").tag("result", result).description("How long receivers took")
                .register(registry).record(latency);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    void look() {
        var row = (Tuple) entities.createNativeQuery("""
                select (select count(*) from webhook_delivery where status = 'DEAD') as dead,
                  (select count(*) from webhook where disabled_reason in ('GONE', 'FAILING')) as disabled,
                  count(*) as pending, cast(extract(epoch from :now - min(d.queued_at)) as double precision) as lag
                from webhook_delivery d where d.status = 'PENDING'
                  and exists (select 1 from webhook w where w.id = d.webhook_id and w.enabled)""", Tuple.class)
                .setParameter("now", clock.instant()).getSingleResult();
        var lag = row.get("lag", Double.class);
        figures = new Figures(row.get("pending", Number.class).longValue(), row.get("dead", Number.class).longValue(),
                row.get("disabled", Number.class).longValue(),
                lag == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, Math.round(lag * 1000))));
    }
}
