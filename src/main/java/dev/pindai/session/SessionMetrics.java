package dev.pindai.session;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventType;
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

    /** Counted from what was committed, so that no count is of a session that was rolled back. */
    void committed(@Observes CommittedEvents events) {
        for (var frame : events.frames()) {
            var status = frame.data().path("status").asText();
            var previous = frame.data().path("previous").asText("");
            if (frame.event().equals(EventType.STATUS.wireName())) {
                byStatus.get(SessionStatus.valueOf(status)).incrementAndGet();
                if (frame.data().hasNonNull("previous")) {
                    byStatus.get(SessionStatus.valueOf(previous)).decrementAndGet();
                }
            } else if (frame.event().equals(EventType.DELETED.wireName())) {
                // Deleting stops first.
                byStatus.get(SessionStatus.STOPPED).decrementAndGet();
            }
        }
    }

    void applied(Applied applied) {
        applied.transition().events().forEach(event -> record(event, applied));
    }

    private void record(SessionEvent event, Applied applied) {
        switch (event) {
            case SessionEvent.Qr qr -> {
                registry.counter("pindai.qr.attempts").increment();
                if (qr.attempt() == 1) {
                    time("pindai.session.time.to.qr", applied.after());
                }
            }
            // A link that was lost and came back did not start again.
            case SessionEvent.Ready ready when applied.before().status() != SessionStatus.DISCONNECTED ->
                time("pindai.session.time.to.ready", applied.after());
            case SessionEvent.Healing healing -> registry.counter("pindai.session.healing", "rung",
                    healing.rung().name().toLowerCase(Locale.ROOT), "reason", healing.reason()).increment();
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
