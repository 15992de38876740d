package dev.pindai.session;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some of the sessions, newest first, and where the next ones begin. */
@Schema(name = "SessionPage")
public record SessionPage(List<SessionView> items,
        @Schema(description = "Pass as `cursor` for the next page; null on the last one", nullable = true) String nextCursor) {
}
