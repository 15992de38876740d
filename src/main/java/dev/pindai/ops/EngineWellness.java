package dev.pindai.ops;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.engine.Engine;
import dev.pindai.session.capacity.Admission;

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
    private final Admission admission;

    EngineWellness(Engine engine, Admission admission) {
        this.engine = engine;
        this.admission = admission;
    }

    @Override
    public HealthCheckResponse call() {
        var status = engine.status();
        var runtime = Runtime.getRuntime();
        var capacity = admission.now();
        var answer = HealthCheckResponse.named("capacity").up();
        capacity.freeBytes().ifPresent(bytes -> answer.withData("freeMemoryBytes", bytes));
        return answer
                .withData("running", capacity.running())
                .withData("maxRunning", capacity.maxRunning())
                .withData("promisedMemoryBytes", capacity.promisedBytes())
                .withData("refused", capacity.refused())
                .withData("openPages", status.openPages())
                .withData("lanes", status.lanes())
                .withData("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory())
                .withData("heapMaxBytes", runtime.maxMemory())
                .withData("chromiumSandbox", status.sandboxProblem() == null ? "on" : status.sandboxProblem())
                .withData("missingHooks", String.join(", ", status.missingHooks()))
                .build();
    }
}
