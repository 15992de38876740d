package dev.pindai.ops;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;

import io.quarkus.runtime.StartupEvent;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What dashboards and alarms ask about the browser side, and which build answers. */
@Singleton
class EngineMetrics {

    private final MeterRegistry registry;
    private final Engine engine;
    private final String version;

    EngineMetrics(MeterRegistry registry, Engine engine,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.engine = engine;
        this.version = version;
    }

    void register(@Observes StartupEvent event) {
        Gauge.builder("pindai.browser.pages", engine, it -> it.status().openPages())
                .description("Pages open now").register(registry);
        Gauge.builder("pindai.browser.lanes", engine, it -> it.status().lanes())
                .description("Lanes started").register(registry);
        Gauge.builder("pindai.browser.usable", engine, it -> it.status().usable() ? 1 : 0)
                .description("1 if a browser was found and its driver is in place").register(registry);
        Gauge.builder("pindai.browser.missing.hooks", engine, it -> it.status().missingHooks().size())
                .description("Hooks found missing from WhatsApp's page since the start; more than 0: Pindai needs an update")
                .register(registry);
        Gauge.builder("pindai.build.info", () -> 1).tag("version", version).tag("java", Runtime.version().toString())
                .description("Always 1; its tags say which build this is").register(registry);
    }
}
