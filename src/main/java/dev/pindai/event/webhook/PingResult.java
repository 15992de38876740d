package dev.pindai.event.webhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of a test. */
@Schema(name = "WebhookTest")
public record PingResult(@Schema(description = "Whether the receiver answered with a status from 200 to 299") boolean delivered,
        @Schema(description = "Why not, or null", nullable = true) DeliveryReason reason,
        @Schema(description = "The same as a sentence", nullable = true) String detail,
        @Schema(description = "Milliseconds from the call to the answer") int latencyMs,
        @Schema(description = "What was sent") DeliveryView.Request request,
        @Schema(description = "What came back, or null", nullable = true) DeliveryView.Response response) {
}
