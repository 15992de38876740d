package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A webhook as callers see it: all but its secret and the values of its headers. */
@Schema(name = "Webhook", description = "Where events are posted")
public record WebhookView(UUID id, @Schema(examples = "https://example.com/pindai") String url,
        @Schema(description = "Ids of sessions, or `*` for all", examples = "*") List<String> sessions,
        @Schema(description = "Names of events, or `*` for all", examples = "*") List<String> events,
        @Schema(description = "Headers of your own, their values masked") Map<String, String> headers,
        @Schema(description = "While false nothing is sent, and what happens waits") boolean enabled,
        @Schema(description = "Why it is disabled, or null", nullable = true) Disabled disabled, Retries retries,
        @Schema(description = "For each try; null as `pindai.webhook.timeout` has it", nullable = true) Integer timeoutSeconds,
        @Schema(description = "The session that it was made with and is removed with, or null", nullable = true) UUID sessionId,
        @Schema(description = "Whether QR strings and pairing codes are sent along: with the scope `control`, whoever set its address may have them") boolean codes,
        Instant createdAt,
        @Schema(description = "Deliveries that wait") long pending,
        @Schema(description = "Deliveries that failed for good") long dead,
        @Schema(description = "What its requests are signed with; only in the answer to the call that made it", nullable = true) @JsonInclude(JsonInclude.Include.NON_NULL) String secret) {

    private static final List<String> ALL = List.of("*");

    /** How it came to be disabled. */
    @Schema(name = "WebhookDisabled")
    public record Disabled(DisabledReason reason, @Schema(description = "What was seen last", nullable = true) String detail,
            Instant at) {
    }

    /** How many of its deliveries wait, and how many failed for good. */
    record Counts(long pending, long dead) {

        static final Counts NONE = new Counts(0, 0);
    }

    /** @param secret to be shown this once, or null */
    static WebhookView of(Webhook row, Counts counts, String secret) {
        return new WebhookView(row.id, row.url,
                row.sessions.length == 0 ? ALL : Arrays.stream(row.sessions).map(UUID::toString).toList(),
                row.events.length == 0 ? ALL : List.of(row.events), HookHeaders.masked(row.headers), row.enabled,
                row.disabledReason == null ? null : new Disabled(row.disabledReason, row.disabledDetail, row.disabledAt),
                row.retries, row.timeoutSeconds, row.sessionId, row.tellsCodes, row.createdAt, counts.pending(), counts.dead(),
                secret);
    }

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "WebhookView[" + id + "]";
    }
}
