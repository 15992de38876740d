package dev.pindai.event.webhook;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Some of the deliveries of a webhook, the newest first, and where the next ones begin. */
@Schema(name = "WebhookDeliveryPage")
public record DeliveryPage(List<DeliveryView> items,
        @Schema(description = "Pass as `cursor` for the next page; null on the last one", nullable = true) String nextCursor) {
}
