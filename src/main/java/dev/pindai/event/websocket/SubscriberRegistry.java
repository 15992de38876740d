package dev.pindai.event.websocket;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventFrame;
import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The clients that listen now, and what they are sent. Knows nothing of the socket that carries them. */
@Singleton
class SubscriberRegistry {

    static final int UNKNOWN_SESSION = 4404;
    private static final int GOING_AWAY = 1001;
    private static final int PINGS_MISSED = 3;

    private final EventLog events;
    private final EventSecrets secrets;
    private final ObjectMapper json;
    private final SocketConfig config;
    private final Clock clock;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    SubscriberRegistry(EventLog events, EventSecrets secrets, ObjectMapper json, SocketConfig config, Clock clock,
            MeterRegistry metrics) {
        this.events = events;
        this.secrets = secrets;
        this.json = json;
        this.config = config;
        this.clock = clock;
        Gauge.builder("pindai.websocket.clients", subscribers, Set::size).description("Live clients").register(metrics);
    }

    /** Makes a client known; it hears nothing before {@link #join}. */
    Subscriber add(EventFilter filter, Channel channel) {
        var subscriber = new Subscriber(filter, channel, this::write, config.queue(), clock.instant(), this::remove);
        subscribers.add(subscriber);
        return subscriber;
    }

    /** Sends the present state of the sessions it listens to, then what follows. Reads the database: blocks. */
    void join(Subscriber subscriber) {
        var wanted = subscriber.filter().sessions();
        if (!wanted.isEmpty() && events.live(wanted).size() < wanted.size()) {
            subscriber.close(UNKNOWN_SESSION, "There is no such session");
            return;
        }
        subscriber.joined(present(wanted));
    }

    void remove(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    void alive(Subscriber subscriber) {
        subscriber.alive(clock.instant());
    }

    void committed(@Observes CommittedEvents events) {
        events.frames().forEach(frame -> subscribers.forEach(subscriber -> subscriber.offer(frame)));
    }

    @Scheduled(every = "${pindai.websocket.ping-interval:20s}")
    void ping() {
        var oldest = clock.instant().minus(config.pingInterval().multipliedBy(PINGS_MISSED));
        subscribers.forEach(subscriber -> subscriber.ping(oldest));
    }

    void stop(@Observes ShutdownEvent event) {
        subscribers.forEach(subscriber -> subscriber.close(GOING_AWAY, "Pindai is stopping; come back in a moment"));
    }

    /** The newest status of each session, and its QR where that is still on the page. */
    private List<EventFrame> present(Set<UUID> sessions) {
        var present = new ArrayList<EventFrame>();
        var showing = new HashSet<UUID>();
        for (var frame : events.present(sessions)) {
            if (frame.event().equals("status")) {
                present.add(frame);
                if (frame.data().path("status").asText().equals("SCAN_QR")) {
                    showing.add(frame.sessionId());
                }
            } else if (showing.contains(frame.sessionId()) && secrets.find(frame.sessionId(), frame.seq()).isPresent()) {
                present.add(frame);
            }
        }
        return present;
    }

    private String write(EventFrame frame) {
        try {
            return json.writeValueAsString(secrets.complete(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event can't be written", e);
        }
    }
}
