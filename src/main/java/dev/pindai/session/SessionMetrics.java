package dev.pindai.session;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Singleton;

import dev.pindai.event.SessionEvent;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what operators ask about: sessions by status, time to the first QR and to ready, QR codes shown, failures. */
@Singleton
class SessionMetrics {

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<SessionStatus, AtomicInteger> byStatus = new EnumMap<>(SessionStatus.class);

    SessionMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (var status : SessionStatus.values()) {
            var count = new AtomicInteger();
            byStatus.put(status, count);
            Gauge.builder("pindai.sessions", count, AtomicInteger::get).tag("status", status.name())
                    .description("Sessions by status").register(registry);
        }
    }

    /** The counts as the service finds them at its start. */
    void begin(List<SessionStatus> statuses) {
        byStatus.values().forEach(count -> count.set(0));
        statuses.forEach(status -> byStatus.get(status).incrementAndGet());
    }

    void created() {
        byStatus.get(SessionStatus.STOPPED).incrementAndGet();
    }

    void deleted(SessionStatus last) {
        byStatus.get(last).decrementAndGet();
    }

    void applied(Applied applied) {
        byStatus.get(applied.before().status()).decrementAndGet();
        byStatus.get(applied.after().status()).incrementAndGet();
        applied.transition().events().forEach(event -> record(event, applied.after()));
    }

    private void record(SessionEvent event, SessionState after) {
        switch (event) {
            case SessionEvent.Qr qr -> {
                registry.counter("pindai.qr.attempts").increment();
                if (qr.attempt() == 1) {
                    time("pindai.session.time.to.qr", after);
                }
            }
            case SessionEvent.Ready ready -> time("pindai.session.time.to.ready", after);
            case SessionEvent.Status status when SessionStatus.FAILED.name().equals(status.status()) ->
                registry.counter("pindai.session.failures", "reason", String.valueOf(status.reason())).increment();
            default -> {
            }
        }
    }

    private void time(String name, SessionState state) {
        registry.timer(name).record(Duration.between(state.startedAt(), clock.instant()));
    }
}
