package dev.pindai.ops;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageUsage;
import dev.pindai.session.capacity.Admission;
import dev.pindai.session.capacity.Capacity;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the browsers use, session by session and in all, and how much room is left. */
@Singleton
class CapacityMetrics {

    private final MeterRegistry registry;
    private final Engine engine;
    private final Admission admission;
    private final Map<UUID, List<Meter>> meters = new ConcurrentHashMap<>();
    private volatile Map<UUID, PageUsage> usage = Map.of();

    CapacityMetrics(MeterRegistry registry, Engine engine, Admission admission) {
        this.registry = registry;
        this.engine = engine;
        this.admission = admission;
    }

    void register(@Observes StartupEvent event) {
        total("pindai.browser.memory", "bytes", "Memory of all browsers, as last measured", PageUsage::memoryBytes);
        total("pindai.browser.processes", null, "Processes of all browsers", PageUsage::processes);
        capacity("pindai.capacity.running", null, "Sessions that have a place", Capacity::running);
        capacity("pindai.capacity.max.running", null, "Most sessions that may run", Capacity::maxRunning);
        capacity("pindai.capacity.free", "bytes", "Memory that is left for browsers",
                it -> it.freeBytes().isPresent() ? it.freeBytes().getAsLong() : Double.NaN);
        capacity("pindai.capacity.promised", "bytes", "How much of it sessions that are starting will take",
                Capacity::promisedBytes);
        FunctionCounter.builder("pindai.capacity.refused", admission, it -> it.now().refused())
                .description("Starts and restarts refused for want of room").register(registry);
    }

    /** A session has its meters as long as its page is open. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        usage = engine.usage();
        usage.keySet().forEach(id -> meters.computeIfAbsent(id, this::meters));
        meters.entrySet().removeIf(entry -> {
            if (usage.containsKey(entry.getKey())) {
                return false;
            }
            entry.getValue().forEach(registry::remove);
            return true;
        });
    }

    private List<Meter> meters(UUID id) {
        return List.of(
                Gauge.builder("pindai.session.memory", () -> of(id, PageUsage::memoryBytes)).baseUnit("bytes")
                        .tag("session", id.toString()).description("Memory of a session's browser").register(registry),
                FunctionCounter.builder("pindai.session.cpu", this, it -> it.of(id, page -> page.cpuTime().toMillis() / 1000.0))
                        .baseUnit("seconds").tag("session", id.toString())
                        .description("Processor time of a session's browser").register(registry));
    }

    private double of(UUID id, ToDoubleFunction<PageUsage> what) {
        var page = usage.get(id);
        return page == null ? Double.NaN : what.applyAsDouble(page);
    }

    private void total(String name, String unit, String description, ToDoubleFunction<PageUsage> what) {
        Gauge.builder(name, () -> usage.values().stream().mapToDouble(what).sum()).baseUnit(unit).description(description)
                .register(registry);
    }

    private void capacity(String name, String unit, String description, ToDoubleFunction<Capacity> what) {
        Gauge.builder(name, admission, it -> what.applyAsDouble(it.now())).baseUnit(unit).description(description)
                .register(registry);
    }
}
