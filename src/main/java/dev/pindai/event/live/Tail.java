package dev.pindai.event.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventFeed;
import dev.pindai.event.EventType;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.News;
import dev.pindai.event.PresentState;
import dev.pindai.event.Snapshot;

import org.jboss.logging.Logger;

/**
 * The end of the log, offered to everybody who listens: each event once, the events of each session in their order, none left
 * out. A commit of this process brings its events along, so that they need no way to the database; whether they follow on
 * those before is told by their numbers. What does not follow, or came from elsewhere, or was lost on the way, is read: when
 * it is noticed, and by a look at the log now and then. All of it happens on one thread of its own, which waits for nobody.
 */
final class Tail {

    private static final Logger LOG = Logger.getLogger(Tail.class);
    private static final long SOON_MILLIS = 100;
    /** So many events that the log is looked at without delay: it lets cursors stay short. */
    private static final int MANY = 32;
    private static final long OFFER_SECONDS = 30;
    private static final long STOP_SECONDS = 5;

    /** The last event offered of a session, and whether none can follow. */
    private record Last(long seq, long tx, boolean ended) {
    }

    private final EventFeed feed;
    private final Collection<Subscriber> audience;
    private final Executor reader;
    private final ScheduledThreadPoolExecutor thread;
    /** All that this moment sees was offered, or was there before there was anybody to offer it to. */
    private Snapshot verified;
    /** Has every session of which something was offered that the moment does not see. */
    private final Map<UUID, Last> last = new HashMap<>();
    private boolean looking;
    private boolean lookAgain;
    private boolean lookSoon;
    private int offered;

    /** @param reader runs what reads the database; its own, so that a crowd of clients that read does not hold up the others */
    Tail(EventFeed feed, Collection<Subscriber> audience, Executor reader) {
        this.feed = feed;
        this.audience = audience;
        this.reader = reader;
        this.thread = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("live-tail").daemon().factory(),
                new ScheduledThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins after this moment of the log; called before there is anybody to offer to. */
    void start(PresentState state) {
        run(() -> {
            verified = state.at();
            state.lastSeqs().forEach((session, seq) -> last.put(session, new Last(seq, 0, false)));
        });
    }

    /** Takes events on, right after their commit. Never blocks, never throws. */
    void committed(CommittedEvents events) {
        run(() -> push(events));
    }

    /** Looks whether the log has what nobody told of. Never blocks. */
    void look() {
        run(this::startLooking);
    }

    /** Ends the thread. */
    void stop() {
        thread.shutdown();
        try {
            thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Runnable task) {
        thread.execute(guarded(task));
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("The end of the log was not followed as it should be", e);
            }
        };
    }

    private void push(CommittedEvents events) {
        if (verified == null || verified.sees(events.tx())) {
            return;
        }
        for (var logged : events.logged()) {
            var frame = logged.frame();
            var before = last.get(frame.sessionId());
            var expected = before == null ? 1 : before.seq() + 1;
            if (frame.seq() == expected) {
                offer(logged);
            } else if (frame.seq() > expected) {
                startLooking();
            }
        }
        if (offered >= MANY) {
            startLooking();
        } else if (offered > 0 && !lookSoon && !audience.isEmpty()) {
            lookSoon = true;
            thread.schedule(guarded(this::startLooking), SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void offer(LoggedFrame logged) {
        var frame = logged.frame();
        last.put(frame.sessionId(), new Last(frame.seq(), logged.tx(), frame.event().equals(EventType.DELETED.wireName())));
        offered++;
        audience.forEach(subscriber -> subscriber.offer(logged));
    }

    private void startLooking() {
        if (looking || verified == null) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        lookSoon = false;
        offered = 0;
        var since = verified;
        reading(() -> {
            var news = feed.since(since);
            run(() -> compare(news));
        });
    }

    private void compare(News news) {
        var missing = news.spans().stream().map(this::missing).filter(span -> span.first() <= span.last()).toList();
        if (missing.isEmpty()) {
            finish(news.upTo());
        } else {
            reading(() -> {
                read(missing);
                run(() -> finish(news.upTo()));
            });
        }
    }

    private News.Span missing(News.Span span) {
        var known = last.get(span.sessionId());
        return known == null ? span
                : new News.Span(span.sessionId(), Math.max(span.first(), known.seq() + 1), span.last());
    }

    /** Page by page, each when the one before has been offered. */
    private void read(List<News.Span> missing) {
        var window = new Window(feed, missing, Set.of());
        for (var page = window.next(); !page.isEmpty(); page = window.next()) {
            var items = page;
            CompletableFuture.runAsync(() -> items.forEach(this::found), thread).orTimeout(OFFER_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    private void found(Window.Item item) {
        if (item instanceof Window.Found(var logged)) {
            var before = last.get(logged.frame().sessionId());
            if (before == null || logged.frame().seq() > before.seq()) {
                offer(logged);
            }
        }
    }

    private void finish(Snapshot moment) {
        verified = moment;
        last.values().removeIf(event -> event.ended() && moment.sees(event.tx()));
        audience.forEach(subscriber -> subscriber.verified(moment));
        looked();
    }

    private void reading(Runnable task) {
        reader.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warnf("The log could not be looked at for what nobody told of; it is tried again: %s", e.toString());
                run(this::looked);
            }
        });
    }

    private void looked() {
        looking = false;
        if (lookAgain) {
            startLooking();
        }
    }
}
