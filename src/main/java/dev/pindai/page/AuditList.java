package dev.pindai.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.pindai.audit.AuditPage;

import io.quarkus.qute.TemplateData;

/**
 * One page of the audit, and what was asked for; empty for anything.
 *
 * @param from first day
 * @param to last day
 * @param nextCursor where the next page begins, or null
 */
@TemplateData
public record AuditList(List<AuditCard> rows, String session, String caller, String action, String from, String to,
        String nextCursor) {

    static AuditList of(AuditPage page, String session, String caller, String action, String from, String to) {
        return new AuditList(page.items().stream().map(AuditCard::of).toList(), session, caller, action, from, to,
                page.nextCursor());
    }

    public boolean filtered() {
        return Stream.of(session, caller, action, from, to).anyMatch(value -> !value.isEmpty());
    }

    /** @return address of the next page with the same filter, or null */
    public String nextUrl() {
        return nextCursor == null ? null
                : "/audit?session=" + encode(session) + "&caller=" + encode(caller) + "&action=" + encode(action) + "&from="
                        + encode(from) + "&to=" + encode(to) + "&cursor=" + encode(nextCursor);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
