package dev.pindai.event.webhook.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.event.webhook.Deliveries;
import dev.pindai.event.webhook.DeliveryPage;
import dev.pindai.event.webhook.DeliveryStatus;
import dev.pindai.event.webhook.DeliveryView;
import dev.pindai.event.webhook.Redelivery;
import dev.pindai.security.Roles;
import dev.pindai.shared.ProblemException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** What was sent to a webhook over HTTP: list, look at, send again. */
@Path("/api/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.WEBHOOKS)
@Tag(name = "Webhooks")
public class DeliveryResource {

    private final Deliveries deliveries;

    DeliveryResource(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** How many are sent again. */
    @Schema(name = "WebhookRedelivered")
    public record Redelivered(long count) {
    }

    @GET
    @Path("deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "The deliveries of a webhook, newest first")
    public DeliveryPage list(@RestPath UUID id,
            @RestQuery @Pattern(regexp = Query.STATUS, message = Query.STATUS_MESSAGE) @Parameter(description = "Only those in this status", schema = @Schema(implementation = DeliveryStatus.class)) String status,
            @RestQuery @Pattern(regexp = Query.UUID, message = Query.UUID_MESSAGE) @Parameter(description = "Only events of this session") String session,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Pattern(regexp = Query.CURSOR, message = Query.CURSOR_MESSAGE) @Parameter(description = "`nextCursor` of the page before") String cursor) {
        return deliveries.list(id, status == null ? null : DeliveryStatus.valueOf(status), Query.uuid(session),
                cursor == null ? null : Long.valueOf(cursor), limit);
    }

    @GET
    @Path("deliveries/{delivery}")
    @Operation(operationId = "getWebhookDelivery", summary = "One delivery, with its last request and answer", description = "Without secrets: the values of "
            + "your own headers are masked, QR strings and pairing codes left out.")
    @APIResponse(responseCode = "200", description = "The delivery")
    @APIResponse(responseCode = "404", description = "`WEBHOOK_NOT_FOUND`, `DELIVERY_NOT_FOUND`")
    public DeliveryView get(@RestPath UUID id, @RestPath UUID delivery) {
        return deliveries.get(id, delivery);
    }

    @POST
    @Path("deliveries/{delivery}/redeliver")
    @Operation(operationId = "redeliverWebhookDelivery", summary = "Send one delivery again", description = "With the same `X-Webhook-Id`. One that waits for its "
            + "next try is tried now.")
    @APIResponse(responseCode = "202", description = "Queued", content = @Content(schema = @Schema(implementation = DeliveryView.class)))
    @APIResponse(responseCode = "404", description = "`WEBHOOK_NOT_FOUND`, `DELIVERY_NOT_FOUND`")
    @APIResponse(responseCode = "409", description = "`WEBHOOK_DISABLED`")
    public RestResponse<DeliveryView> redeliver(@RestPath UUID id, @RestPath UUID delivery) {
        return RestResponse.accepted(deliveries.redeliver(id, delivery));
    }

    @POST
    @Path("redeliver")
    @Operation(operationId = "redeliverWebhookDeliveries", summary = "Send many deliveries again", description = "All that are dead, or those of a session or "
            + "of a time. They go out in the order of their events.")
    @APIResponse(responseCode = "202", description = "Queued", content = @Content(schema = @Schema(implementation = Redelivered.class)))
    @APIResponse(responseCode = "409", description = "`WEBHOOK_DISABLED`")
    public RestResponse<Redelivered> redeliver(@RestPath UUID id, Redelivery which) {
        var wanted = which == null ? Redelivery.DEAD : which;
        if (wanted.which() == DeliveryStatus.PENDING) {
            throw new ProblemException(400, "VALIDATION_FAILED",
                    "status must be DEAD or DELIVERED: what is PENDING is sent anyway");
        }
        return RestResponse.accepted(new Redelivered(deliveries.redeliver(id, wanted)));
    }
}
