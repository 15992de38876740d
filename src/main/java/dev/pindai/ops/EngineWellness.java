package dev.pindai.ops;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.engine.Engine;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

import io.smallrye.health.api.HealthGroup;

/**
 * How full the service is, and whether WhatsApp changed its page. For people and dashboards: being full or in need of an
 * update is no reason to restart or to take the service out of rotation, so it never fails.
 */
@HealthGroup(SessionWellness.GROUP)
@ApplicationScoped
class EngineWellness implements HealthCheck {

    private final Engine engine;

    EngineWellness(Engine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        var status = engine.status();
        var runtime = Runtime.getRuntime();
        return HealthCheckResponse.named("capacity").up()
                .withData("openPages", status.openPages())
                .withData("lanes", status.lanes())
                .withData("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory())
                .withData("heapMaxBytes", runtime.maxMemory())
                .withData("missingHooks", String.join(", ", status.missingHooks()))
                .build();
    }
}
