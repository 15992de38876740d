package dev.pindai.ops;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.event.webhook.WebhookMetrics;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.api.HealthGroup;

/** How webhooks stand. For people and dashboards: a receiver that is down is no fault of the service, so it never fails. */
@HealthGroup(SessionWellness.GROUP)
@ApplicationScoped
class WebhookWellness implements HealthCheck {

    private final WebhookMetrics metrics;

    WebhookWellness(WebhookMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public HealthCheckResponse call() {
        var figures = metrics.figures();
        return HealthCheckResponse.named("webhooks").up()
                .withData("pending", figures.pending())
                .withData("dead", figures.dead())
                .withData("disabled", figures.disabled())
                .withData("lagSeconds", figures.lag().toSeconds())
                .build();
    }
}
