package dev.pindai.audit;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of the audit as callers see it. */
@Schema(name = "AuditEntry", description = "Who did what to which session, from where, and what came of it")
public record AuditView(UUID id,
        @Schema(description = "When the request came; the last of them where `times` is more than 1") Instant at,
        @Schema(description = "Null for somebody whom nobody knows", nullable = true) Who caller,
        @Schema(description = "Such as `session.start`; all of them are in docs/audit.md") String action,
        @Schema(description = "The session it was about", nullable = true) UUID sessionId,
        @Schema(description = "The id of what else it was about: a webhook, a key, a link", nullable = true) String target,
        @Schema(description = "From where, as an IP address", nullable = true) String address,
        @Schema(nullable = true) String userAgent,
        @Schema(description = "HTTP status of the answer; null where the caller went before it", nullable = true) Integer status,
        @Schema(description = "Code of the problem that was the answer", nullable = true) String code,
        @Schema(description = "How many requests like this one the row stands for. What they differ in is null") int times,
        @Schema(description = "`X-Request-Id` of the answer, which is the request's own if it had one") String requestId) {

    /** Who it was. */
    @Schema(name = "AuditCaller", description = "Who made a request")
    public record Who(@Schema(description = "What let them in", enumeration = {
            "ADMIN_KEY", "KEY", "PERSON", "SCAN_LINK" }) String kind,
            @Schema(description = "Never changes: the id of a key or link, the subject of a person") String id,
            @Schema(description = "As it was then") String name){
    }

    static AuditView of(AuditRow row) {
        return new AuditView(row.id, row.at,
                row.callerKind == null ? null : new Who(row.callerKind, row.callerId, row.callerName), row.action,
                row.sessionId,
                row.target, row.address, row.userAgent, row.status, row.code, row.times, row.requestId);
    }
}
