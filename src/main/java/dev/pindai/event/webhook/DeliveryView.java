package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.pindai.event.EventFrame;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A delivery as callers see it. */
@Schema(name = "WebhookDelivery", description = "An event that was, or is to be, posted to a webhook")
public record DeliveryView(
        @Schema(description = "Sent as `X-Webhook-Id` with each try") UUID id,
        UUID sessionId,
        @Schema(description = "Number of the event in its session") long seq,
        @Schema(examples = "ready") String event,
        @Schema(description = "When it happened") Instant at,
        DeliveryStatus status,
        @Schema(description = "Requests made so far") int tries,
        Instant queuedAt,
        @Schema(description = "When the last try began", nullable = true) Instant triedAt,
        @Schema(description = "When the next try is due, or null: at once, or never", nullable = true) Instant nextAt,
        @Schema(description = "Why the last try failed, or null", nullable = true) DeliveryReason reason,
        @Schema(description = "The reason as a sentence", nullable = true) String detail,
        @Schema(description = "HTTP status of the last answer", nullable = true) Integer responseStatus,
        @Schema(description = "How long the last try took", nullable = true) Integer latencyMs,
        @Schema(description = "The last request; in lists left out", nullable = true) Request request,
        @Schema(description = "The last answer; in lists left out", nullable = true) Response response) {

    /** What was posted, without secrets: custom headers are masked, QR strings and codes left out. */
    @Schema(name = "WebhookDeliveryRequest")
    public record Request(String url, @Schema(nullable = true) Map<String, String> headers,
            @Schema(description = "Null where the event is no longer in the log", nullable = true) EventFrame body) {
    }

    /** What came back. */
    @Schema(name = "WebhookDeliveryResponse")
    public record Response(int status, Map<String, String> headers,
            @Schema(description = "Its first 4 KB; null where it could hold a code, which is never kept", nullable = true) String body) {
    }

    static DeliveryView of(Delivery row) {
        return of(row, null, null);
    }

    static DeliveryView of(Delivery row, Request request, Response response) {
        return new DeliveryView(row.id, row.sessionId, row.seq, row.event, row.eventAt, row.status, row.tries, row.queuedAt,
                row.triedAt, row.nextAt, row.reason, row.detail, row.responseStatus, row.latencyMs, request, response);
    }
}
