package dev.pindai.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The thread that writes the audit, in batches, so that no request waits for it. While the database takes nothing, entries
 * wait and are tried again; requests go on. What there is no room for goes to the log, and is counted.
 */
@Singleton
class Scribe {

    private static final Logger LOG = Logger.getLogger(Scribe.class);
    private static final int ROOM = 10_000;
    private static final int BATCH = 200;
    private static final Duration TICK = Duration.ofSeconds(1);
    /** At the end, for a database that does not answer. */
    private static final Duration GRACE = Duration.ofSeconds(8);
    /** A try that began before that may take a little longer. */
    private static final Duration END = Duration.ofSeconds(20);
    /** What others do when the service stops may have been asked for. */
    private static final int LAST = 10_000;

    private final Repeats repeats = new Repeats();
    private final BlockingQueue<Entry> waiting;
    private final Consumer<List<Entry>> rows;
    private final Duration grace;
    private final Clock clock;
    private final Counter stored;
    private final Counter lost;
    private volatile boolean stopping;
    private volatile long deadline;
    private Thread thread;

    @Inject
    Scribe(AuditRows rows, Clock clock, MeterRegistry registry) {
        this(rows::insert, ROOM, GRACE, clock, registry);
    }

    /**
     * @param room how many entries may wait
     * @param grace how long it tries to write them at the end
     */
    Scribe(Consumer<List<Entry>> rows, int room, Duration grace, Clock clock, MeterRegistry registry) {
        this.rows = rows;
        this.grace = grace;
        this.clock = clock;
        waiting = new ArrayBlockingQueue<>(room);
        stored = counter("stored", registry);
        lost = counter("lost", registry);
        Gauge.builder("pindai.audit.waiting", waiting::size).description("Rows of the audit that wait to be written")
                .register(registry);
    }

    private static Counter counter(String result, MeterRegistry registry) {
        return Counter.builder("pindai.audit.rows").tag("result", result)
                .description("Rows of the audit that were written, or only logged").register(registry);
    }

    /** Takes an entry to write; never waits. */
    void add(Entry entry) {
        repeats.admit(entry).ifPresent(this::offer);
    }

    private void offer(Entry entry) {
        if (!waiting.offer(entry)) {
            lose(entry);
        }
    }

    /** Ends the counting of what is alike: what was counted is written now. */
    void settle() {
        repeats.over(Instant.MAX).forEach(this::offer);
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofPlatform().name("pindai-audit").daemon().start(this::run);
    }

    private void run() {
        try {
            while (!stopping || !waiting.isEmpty()) {
                write(next());
            }
            settle();
            while (!waiting.isEmpty()) {
                write(next());
            }
        } catch (InterruptedException e) {
            LOG.errorf("The audit was not finished: %d rows are lost", waiting.size());
        }
    }

    private List<Entry> next() throws InterruptedException {
        var batch = new ArrayList<>(repeats.over(clock.instant()));
        var first = waiting.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH);
        }
        return batch;
    }

    private void write(List<Entry> batch) throws InterruptedException {
        boolean told = false;
        while (!batch.isEmpty()) {
            if (stopping && System.nanoTime() - deadline > 0) {
                batch.forEach(this::lose);
                return;
            }
            try {
                rows.accept(batch);
                stored.increment(batch.size());
                return;
            } catch (RuntimeException | Error e) {
                if (!told) {
                    LOG.error("The audit can't be written now; requests go on, and it is tried again every second", e);
                    told = true;
                }
                Thread.sleep(TICK);
            }
        }
    }

    private void lose(Entry entry) {
        lost.increment();
        LOG.errorf("Not in the audit: %s by %s at %s from %s: %s %s, %d times, session %s, target %s, request %s",
                entry.action(), entry.caller() == null ? "a stranger" : Text.cut(entry.caller().name(), 200), entry.at(),
                entry.address(), entry.status(), entry.code(), entry.times(), entry.subject().session(),
                entry.subject().target(), entry.requestId());
    }

    /** HTTP is closed by now, and the database still there. */
    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        deadline = System.nanoTime() + grace.toNanos();
        stopping = true;
        if (thread != null) {
            try {
                if (!thread.join(END)) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
