package dev.pindai.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One page of the list of sessions.
 *
 * @param query part of a name that was searched for, or empty
 * @param status name of the status that was asked for, or empty
 * @param nextCursor where the next page begins, or null
 */
public record SessionList(List<SessionCard> sessions, String query, String status, String nextCursor) {

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
