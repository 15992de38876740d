package dev.pindai.event.live;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventFrame;
import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The clients that listen now, and what they are sent. Knows nothing of the channels that carry it. */
@Singleton
public class SubscriberRegistry {

    private static final Logger LOG = Logger.getLogger(SubscriberRegistry.class);
    private static final int PINGS_MISSED = 3;

    private final EventLog events;
    private final EventSecrets secrets;
    private final LiveConfig config;
    private final Clock clock;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ExecutorService joining = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("live-join-", 0).factory());

    SubscriberRegistry(EventLog events, EventSecrets secrets, LiveConfig config, Clock clock, MeterRegistry metrics) {
        this.events = events;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
        Gauge.builder("pindai.websocket.clients", subscribers, Set::size).description("Live clients").register(metrics);
    }

    /**
     * Lets a client listen. What follows comes over the channel: it is accepted and sent frames, or closed. Never blocks.
     * Whoever carries the channel calls {@link Subscriber#alive()} at each sign of life, and {@link Subscriber#close} when
     * the client has left.
     *
     * @param writer how a frame is written as text; its secret is in it while that is valid
     */
    public Subscriber subscribe(EventFilter filter, Start start, Channel channel, Function<EventFrame, String> writer) {
        var subscriber = new Subscriber(filter, channel, frame -> writer.apply(secrets.complete(frame)), config.queue(), clock,
                subscribers::remove);
        subscribers.add(subscriber);
        joining.execute(() -> join(subscriber, channel, start));
        return subscriber;
    }

    private void join(Subscriber subscriber, Channel channel, Start start) {
        try {
            var wanted = subscriber.filter().sessions();
            if (!wanted.isEmpty() && events.live(wanted).size() < wanted.size()) {
                subscriber.close(CloseCode.UNKNOWN_SESSION, "There is no such session");
                return;
            }
            channel.accepted();
            switch (start) {
                case Start.Present() -> subscriber.joined(present(wanted));
            }
        } catch (RuntimeException e) {
            LOG.error("A client could not be given the present state", e);
            subscriber.close(CloseCode.FAILED, "Try again in a moment");
        }
    }

    void committed(@Observes CommittedEvents events) {
        events.frames().forEach(frame -> subscribers.forEach(subscriber -> subscriber.offer(frame)));
    }

    @Scheduled(every = "${pindai.live.ping-interval}")
    void ping() {
        var oldest = clock.instant().minus(config.pingInterval().multipliedBy(PINGS_MISSED));
        subscribers.forEach(subscriber -> subscriber.ping(oldest));
    }

    void stop(@Observes ShutdownEvent event) {
        subscribers
                .forEach(subscriber -> subscriber.close(CloseCode.GOING_AWAY, "Pindai is stopping; come back in a moment"));
    }

    @PreDestroy
    void end() {
        joining.shutdown();
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
}
