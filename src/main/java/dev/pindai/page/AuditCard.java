package dev.pindai.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.pindai.audit.AuditView;

import io.quarkus.qute.TemplateData;

/**
 * A row of the audit as the page shows it.
 *
 * @param time of the day, UTC
 * @param who their name, or null for somebody whom nobody knows
 * @param caller their id, or null
 * @param session id, or null
 * @param target id of what else it was about, or null
 * @param status HTTP status, or null where the caller went before the answer
 * @param code of the problem, or null
 */
@TemplateData
public record AuditCard(Instant at, String time, String who, String caller, String action, String session, String target,
        String address, String userAgent, Integer status, String code, int times) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int FIRST_ERROR = 400;

    static AuditCard of(AuditView view) {
        var who = view.caller();
        return new AuditCard(view.at(), TIME.format(view.at()), who == null ? null : who.name(), who == null ? null : who.id(),
                view.action(), text(view.sessionId()), view.target(), view.address(), view.userAgent(), view.status(),
                view.code(), view.times());
    }

    private static String text(Object id) {
        return id == null ? null : id.toString();
    }

    /** @return address of all that this caller did, or null */
    public String callerUrl() {
        return caller == null ? null : "/audit?caller=" + URLEncoder.encode(caller, StandardCharsets.UTF_8);
    }

    /** Class suffix in the style sheet. */
    public String tone() {
        if (status == null) {
            return "warning";
        }
        return status < FIRST_ERROR && code == null ? "success" : "danger";
    }
}
