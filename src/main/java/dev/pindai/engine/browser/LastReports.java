package dev.pindai.engine.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.pindai.engine.PageReport;

/** The reports of pages that ended: they are asked for when it is over. One for each session, the newest so many. */
final class LastReports {

    private static final int SESSIONS = 200;

    private final Map<UUID, PageReport> reports = new LinkedHashMap<>();

    synchronized void keep(UUID sessionId, PageReport report) {
        reports.remove(sessionId);
        reports.put(sessionId, report);
        if (reports.size() > SESSIONS) {
            reports.remove(reports.keySet().iterator().next());
        }
    }

    synchronized Optional<PageReport> of(UUID sessionId) {
        return Optional.ofNullable(reports.get(sessionId));
    }

    synchronized void drop(UUID sessionId) {
        reports.remove(sessionId);
    }
}
