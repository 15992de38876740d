package dev.pindai.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import dev.pindai.session.SessionPage;
import dev.pindai.session.SessionStatus;

import io.quarkus.qute.TemplateData;

/**
 * One page of the list of sessions.
 *
 * @param query part of a name that was searched for, or empty
 * @param status name of the status that was asked for, or empty
 * @param nextCursor where the next page begins, or null
 */
@TemplateData
public record SessionList(List<SessionCard> sessions, String query, String status, String nextCursor) {

    static SessionList of(SessionPage page, String query, String status) {
        return new SessionList(page.items().stream().map(SessionCard::of).toList(), query, status, page.nextCursor());
    }

    /** @return null for all, also for a name that is no status: an old bookmark shows too much rather than an error */
    static SessionStatus statusOf(String name) {
        return Arrays.stream(SessionStatus.values()).filter(status -> status.name().equals(name)).findFirst().orElse(null);
    }

    public boolean filtered() {
        return !query.isEmpty() || !status.isEmpty();
    }

    public List<StatusLook> looks() {
        return List.of(StatusLook.values());
    }

    /** @return address of the next page with the same filter, or null */
    public String nextUrl() {
        return nextCursor == null ? null
                : "/?q=" + encode(query) + "&status=" + encode(status) + "&cursor=" + encode(nextCursor);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
