package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.UUID;

import dev.pindai.engine.PageReport;

import org.jboss.logging.Logger;

/**
 * Writes down where a page was kept from going. A page may try again and again: its report has it all, the log one a minute.
 */
final class Strays {

    private static final Logger LOG = Logger.getLogger(Strays.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final UUID sessionId;
    private final PageLog report;
    /** Touched by the lane's thread only. */
    private long nextWarning = System.nanoTime();

    Strays(UUID sessionId, PageLog report) {
        this.sessionId = sessionId;
        this.report = report;
    }

    void note(String where) {
        report.add(PageReport.Source.ENGINE, "The page was kept from going to " + where);
        if (System.nanoTime() - nextWarning >= 0) {
            nextWarning = System.nanoTime() + QUIET;
            try (SessionLog log = SessionLog.about(sessionId)) {
                LOG.warnf("The page wanted to leave WhatsApp for %s and was kept from it", where);
            }
        }
    }
}
