package dev.pindai.link;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A scan link as whoever made it sees it. */
@Schema(name = "ScanLink", description = "An address by which somebody without a key links the account of one session")
public record ScanLinkView(UUID id, UUID sessionId, State state,
        @Schema(description = "What to send to somebody; only in the answer to the call that made it", nullable = true) @JsonInclude(JsonInclude.Include.NON_NULL) String url,
        @Schema(nullable = true) String label, @Schema(nullable = true) String locale,
        @Schema(nullable = true) String returnUrl,
        @Schema(description = "How many times an account can be linked by it") int uses,
        @Schema(description = "How many times one was") int used,
        @Schema(description = "When one was linked last", nullable = true) Instant usedAt, Instant createdAt,
        Instant expiresAt) {

    /** What has become of it; only an open one opens anything. */
    @Schema(name = "ScanLinkState")
    public enum State {
        OPEN,
        USED,
        EXPIRED,
        REVOKED
    }

    /** @param url to be shown this once, or null */
    static ScanLinkView of(ScanLink row, String url, Instant now) {
        return new ScanLinkView(row.id, row.sessionId, row.state(now), url, row.label, row.locale, row.returnUrl, row.uses,
                row.used, row.usedAt, row.createdAt, row.expiresAt);
    }

    /** Addresses never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "ScanLinkView[" + id + "]";
    }
}
