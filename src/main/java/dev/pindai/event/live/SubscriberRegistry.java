package dev.pindai.event.live;

import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventFeed;
import dev.pindai.event.EventFrame;
import dev.pindai.event.EventSecrets;
import dev.pindai.tenant.AccessEnded;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The clients that listen now, and what they are sent. Knows nothing of the channels that carry it. */
@Singleton
public class SubscriberRegistry {

    private static final int PINGS_MISSED = 3;
    /** Clients that read the log at the same time: many more come back at once than the database should serve at once. */
    private static final int READERS = 4;
    private static final int EARLY = 2;

    private final EventSecrets secrets;
    private final Positions positions;
    private final LiveConfig config;
    private final ClientLimit limit;
    private final Clock clock;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    private final ExecutorService readers = threads("live-read", READERS);
    private final ExecutorService looker = threads("live-look", 1);
    private final EventFeed feed;
    private final Tail tail;

    SubscriberRegistry(EventFeed feed, EventSecrets secrets, Positions positions, LiveConfig config, ClientLimit limit,
            Clock clock, MeterRegistry metrics) {
        this.secrets = secrets;
        this.positions = positions;
        this.config = config;
        this.limit = limit;
        this.clock = clock;
        this.feed = feed;
        this.tail = new Tail(feed, subscribers, looker);
        Gauge.builder("pindai.live.clients", subscribers, Set::size).description("Live clients").register(metrics);
    }

    /** Once Pindai stops, they read nothing more, and whoever waits for it is told to come back. */
    private static ExecutorService threads(String name, int count) {
        return new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofVirtual().name(name + "-", 0).factory(), new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Before anybody can connect. */
    void start(@Observes @Priority(EARLY) StartupEvent event) {
        tail.start(feed.present());
    }

    /**
     * Lets a client listen. What follows comes over the channel: it is accepted and sent frames, or closed. Never blocks.
     * Whoever carries the channel calls {@link Subscriber#alive()} at each sign of life, and {@link Subscriber#close} when
     * the client has left.
     *
     * @param writer how a frame is written as text; its secret is in it while that is valid and the client may have it
     */
    public Subscriber subscribe(EventFilter filter, Start start, Channel channel, Function<EventFrame, String> writer) {
        var subscriber = new Subscriber(filter, positions.of(filter, start), channel,
                frame -> writer.apply(secrets.complete(frame, filter.realm().codes())), config.queue(), clock, this::read,
                subscribers::remove);
        if (isFull(filter.realm().holder())) {
            // Not at once: whoever carries the channel is not ready to hear of it.
            readers.execute(() -> subscriber.close(CloseCode.TOO_MANY,
                    "You have " + limit.liveClientsPerCaller() + " live clients already"));
            return subscriber;
        }
        subscribers.add(subscriber);
        read(subscriber);
        return subscriber;
    }

    /** Whether this one was let in and has not left. */
    boolean listens(Subscriber subscriber) {
        return subscribers.contains(subscriber);
    }

    /** Whether whoever comes now has as many clients already as one may have. */
    private boolean isFull(String holder) {
        return limit.liveClientsPerCaller() > 0 && subscribers.size() >= limit.liveClientsPerCaller()
                && subscribers.stream().filter(other -> other.isOf(holder)).count() >= limit.liveClientsPerCaller();
    }

    private void read(Subscriber subscriber) {
        readers.execute(subscriber::read);
    }

    void committed(@Observes CommittedEvents events) {
        tail.committed(events);
    }

    /** Finds what no observer told of: commits of other processes, and those whose observers never ran. */
    @Scheduled(every = "${pindai.live.look-interval}")
    void look() {
        tail.look();
    }

    @Scheduled(every = "${pindai.live.ping-interval}")
    void ping() {
        var oldest = clock.instant().minus(config.pingInterval().multipliedBy(PINGS_MISSED));
        subscribers.forEach(subscriber -> subscriber.ping(oldest));
    }

    /** Whoever was let in by what is over has to come again. */
    void ended(@Observes AccessEnded access) {
        subscribers.stream().filter(subscriber -> subscriber.endsBy(access))
                .forEach(
                        subscriber -> subscriber.close(CloseCode.UNAUTHORIZED,
                                "Your key was revoked, rotated or has expired, or you signed out"));
    }

    void stop(@Observes ShutdownEvent event) {
        subscribers
                .forEach(subscriber -> subscriber.close(CloseCode.GOING_AWAY, "Pindai is stopping; come back in a moment"));
    }

    @PreDestroy
    void end() {
        readers.shutdownNow();
        looker.shutdownNow();
        tail.stop();
    }
}
