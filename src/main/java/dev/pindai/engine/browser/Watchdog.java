package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

/** Keeps the deadlines outside the lanes, since a lane that hangs can't keep its own. */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Watchdog.class);
    private static final Duration ROUND = Duration.ofMillis(500);
    /** Within this, the end of a page or a browser frees the lane that waits for it; a page that is being opened takes 6 s. */
    private static final Duration OWNER_ENDS = Duration.ofSeconds(10);

    private final Collection<BrowserPage> pages;
    private final EngineParts parts;
    private final AtomicBoolean lookingAtDisk = new AtomicBoolean();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(EngineThreads.watchdog());

    Watchdog(Collection<BrowserPage> pages, EngineParts parts) {
        this.pages = pages;
        this.parts = parts;
        clock.scheduleWithFixedDelay(this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            pages.forEach(BrowserPage::check);
            parts.lanes().lanes().forEach(lane -> lane.check(OWNER_ENDS));
            parts.kills().look();
            lookAtDisk();
        } catch (RuntimeException e) {
            LOG.error("The watchdog's round failed; the next one is in half a second", e);
        }
    }

    /** In a thread of its own: a disk that is far away may not answer. */
    private void lookAtDisk() {
        if (!pages.isEmpty() && lookingAtDisk.compareAndSet(false, true)) {
            parts.workers().execute(() -> {
                try {
                    pages.forEach(BrowserPage::tidy);
                    parts.disk().tooLittleToGoOn()
                            .ifPresent(full -> pages.forEach(page -> page.failed(PageFailure.DISK_FULL, full)));
                } finally {
                    lookingAtDisk.set(false);
                }
            });
        }
    }
}
