package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import org.jboss.logging.Logger;

/**
 * One turn of the {@link Dispatcher}: writes down what came of requests, makes deliveries of new events, takes what is due and
 * has it sent. Used by one thread; only outcomes come from others.
 */
@Singleton
class DispatchTurn {

    private static final Logger LOG = Logger.getLogger(DispatchTurn.class);
    private static final int BATCH = 200;
    private static final Duration RENEW = Claims.LEASE.dividedBy(3);

    private final FanOut fanOut;
    private final Claims claims;
    private final Ledger ledger;
    private final Sender sender;
    private final WebhookConfig config;
    private final Clock clock;
    private final HostSlots slots;
    private final Map<Claim.Key, String> underWay = new HashMap<>();
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private Runnable onOutcome = () -> {
    };
    private Instant nextSweep = Instant.MIN;
    private Instant nextRenewal = Instant.MIN;
    private Instant nextRetry = Instant.MAX;
    private boolean more;

    DispatchTurn(FanOut fanOut, Claims claims, Ledger ledger, Sender sender, WebhookConfig config, Clock clock) {
        this.fanOut = fanOut;
        this.claims = claims;
        this.ledger = ledger;
        this.sender = sender;
        this.config = config;
        this.clock = clock;
        this.slots = new HostSlots(config.maxConcurrent(), config.maxConcurrentPerHost());
    }

    /** Is called, on any thread, when there is an outcome to be written down. */
    void onOutcome(Runnable listener) {
        onOutcome = listener;
    }

    /** How long there is nothing to do unless somebody says so. */
    long millisToNext(long most) {
        if (more) {
            return 0;
        }
        var wait = nextRetry.equals(Instant.MAX) ? most : Duration.between(clock.instant(), nextRetry).toMillis() + 1;
        return Math.clamp(wait, 0, most);
    }

    /** @param touched sessions in which something was committed; those that are done are taken out */
    void play(Set<UUID> touched) {
        var now = clock.instant();
        if (!now.isBefore(nextRetry)) {
            nextRetry = Instant.MAX;
        }
        boolean unwritten = record();
        boolean unread = read(touched, now);
        var taken = take();
        more = unwritten || unread || taken.more();
        taken.claims().forEach(this::send);
        if (!underWay.isEmpty() && !now.isBefore(nextRenewal)) {
            nextRenewal = now.plus(RENEW);
            claims.renew();
        }
    }

    /** The last turn: waits for what is under way, but not longer than until then ({@link System#nanoTime}). */
    void finish(long deadline, Semaphore bell) throws InterruptedException {
        record();
        while (!underWay.isEmpty() && deadline - System.nanoTime() > 0) {
            bell.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            record();
        }
        claims.release();
    }

    private Claims.Taken take() {
        try {
            return claims.take(slots, underWay.keySet());
        } catch (RuntimeException e) {
            // What was not committed has no place.
            slots.reset(underWay.values());
            throw e;
        }
    }

    private void send(Claim claim) {
        underWay.put(claim.key(), claim.webhook().host);
        sender.send(claim).thenAccept(outcome -> {
            outcomes.add(outcome);
            onOutcome.run();
        });
    }

    /** True if there is more. An outcome leaves the queue once it is committed. */
    private boolean record() {
        List<Outcome> batch = outcomes.stream().limit(BATCH).toList();
        if (batch.isEmpty()) {
            return false;
        }
        write(batch);
        batch.forEach(outcome -> {
            outcomes.remove();
            underWay.remove(new Claim.Key(outcome.webhookId(), outcome.sessionId()));
            slots.heard(outcome.host(), !outcome.silent());
            slots.release(outcome.host());
            if (outcome.nextAt() != null && outcome.nextAt().isBefore(nextRetry)) {
                nextRetry = outcome.nextAt();
            }
        });
        return !outcomes.isEmpty();
    }

    /** A text that the database does not take must not hold up everything: if that is it, the rest is written without. */
    private void write(List<Outcome> batch) {
        try {
            ledger.record(batch);
        } catch (RuntimeException e) {
            ledger.record(batch.stream().map(Outcome::bare).toList());
            LOG.warn("What receivers answered could not be stored, so it was left out", e);
        }
    }

    /** True if there is more. Now and then looks at all streams: nobody may have been told of a commit. */
    private boolean read(Set<UUID> touched, Instant now) {
        if (!now.isBefore(nextSweep)) {
            touched.addAll(fanOut.behind());
            nextSweep = now.plus(config.sweepInterval());
        }
        var sessions = new ArrayList<UUID>();
        touched.stream().limit(BATCH).forEach(sessions::add);
        // Before they are read: who is touched meanwhile is read again.
        sessions.forEach(touched::remove);
        try {
            touched.addAll(fanOut.read(sessions));
        } catch (RuntimeException e) {
            touched.addAll(sessions);
            throw e;
        }
        return !touched.isEmpty();
    }
}
