package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which deliveries are to be sent again. */
@Schema(name = "WebhookRedelivery", description = "What is left out does not limit")
public record Redelivery(
        @Schema(description = "`DEAD`, or `DELIVERED` to have them twice", defaultValue = "DEAD", nullable = true) DeliveryStatus status,
        @Schema(description = "Only events of this session", nullable = true) UUID session,
        @Schema(description = "Only events from this moment on", nullable = true) Instant from,
        @Schema(description = "Only events before this moment", nullable = true) Instant to) {

    /** All that failed for good. */
    public static final Redelivery DEAD = new Redelivery(null, null, null, null);

    private static final Instant FIRST = Instant.EPOCH;
    /** As far as PostgreSQL and JSON agree on how a moment is written. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** A pending one is on its way already. */
    public DeliveryStatus which() {
        return status == null ? DeliveryStatus.DEAD : status;
    }

    Instant since() {
        return from == null ? FIRST : from;
    }

    Instant before() {
        return to == null ? LAST : to;
    }
}
