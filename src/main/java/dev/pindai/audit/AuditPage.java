package dev.pindai.audit;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some rows of the audit, the newest first, and where the next ones begin. */
@Schema(name = "AuditPage")
public record AuditPage(List<AuditView> items,
        @Schema(description = "Pass as `cursor` for the next page; null on the last one", nullable = true) String nextCursor) {
}
