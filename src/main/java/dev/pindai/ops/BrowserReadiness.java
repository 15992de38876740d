package dev.pindai.ops;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.engine.Engine;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** No session can start without a browser: until one is found the service is not ready, and says how to mend that. */
@Readiness
@ApplicationScoped
class BrowserReadiness implements HealthCheck {

    private final Engine engine;

    BrowserReadiness(Engine engine) {
        this.engine = engine;
    }

    @Override
    public HealthCheckResponse call() {
        var status = engine.status();
        var answer = HealthCheckResponse.named("browser").status(status.usable());
        if (status.browser() != null) {
            answer.withData("browser", status.browser());
        }
        if (status.problem() != null) {
            answer.withData("problem", status.problem());
        }
        return answer.build();
    }
}
