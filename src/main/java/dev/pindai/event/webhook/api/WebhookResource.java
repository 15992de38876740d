package dev.pindai.event.webhook.api;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.event.webhook.NewWebhook;
import dev.pindai.event.webhook.PingResult;
import dev.pindai.event.webhook.Pings;
import dev.pindai.event.webhook.WebhookChange;
import dev.pindai.event.webhook.WebhookChecks;
import dev.pindai.event.webhook.WebhookPage;
import dev.pindai.event.webhook.WebhookView;
import dev.pindai.event.webhook.Webhooks;
import dev.pindai.security.Roles;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The webhooks over HTTP: make, find, change, try out, remove. */
@Path("/api/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.WEBHOOKS)
@Tag(name = "Webhooks")
public class WebhookResource {

    private final Webhooks webhooks;
    private final WebhookChecks checks;
    private final Pings pings;

    WebhookResource(Webhooks webhooks, WebhookChecks checks, Pings pings) {
        this.webhooks = webhooks;
        this.checks = checks;
        this.pings = pings;
    }

    @GET
    @Operation(operationId = "listWebhooks", summary = "List webhooks, newest first")
    public WebhookPage list(
            @RestQuery @Pattern(regexp = Query.UUID, message = Query.UUID_MESSAGE) @Parameter(description = "Only those that hear of this session") String session,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor) {
        return webhooks.list(Query.uuid(session), cursor, limit);
    }

    @POST
    @Operation(operationId = "createWebhook", summary = "Create a webhook", description = "It hears of events from now on. `secret` is in this answer if it was "
            + "made for you, and never again. See docs/webhooks.md for what is sent and how it is verified.")
    @APIResponse(responseCode = "201", description = "Created; `Location` holds its address")
    @APIResponse(responseCode = "400", description = "`INVALID_WEBHOOK_URL`, `WEBHOOK_ADDRESS_REFUSED`, `INVALID_WEBHOOK_HEADER`, `UNKNOWN_EVENT`, "
            + "`UNKNOWN_SESSION`; `VALIDATION_FAILED`, with the fields at fault")
    @APIResponse(responseCode = "409", description = "`TOO_MANY_WEBHOOKS`: delete one, or raise `pindai.webhook.max-webhooks` or `pindai.webhook.max-webhooks-per-tenant`")
    public RestResponse<WebhookView> create(@NotNull @Valid NewWebhook webhook) {
        var view = webhooks.create(checks.check(webhook));
        return RestResponse.ResponseBuilder.<WebhookView> created(URI.create("/api/webhooks/" + view.id())).entity(view)
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getWebhook", summary = "One webhook")
    public WebhookView get(@RestPath UUID id) {
        return webhooks.get(id);
    }

    @PATCH
    @Path("{id}")
    @Operation(operationId = "changeWebhook", summary = "Change, pause, or enable a webhook", description = "What waits is tried at once after a change that "
            + "may have mended it. Nothing is lost while it is disabled: what happens then waits, as long as the log keeps it.")
    @APIResponse(responseCode = "200", description = "As it is now; with `rotateSecret` its new secret")
    @APIResponse(responseCode = "400", description = "`INVALID_WEBHOOK_URL`, `WEBHOOK_ADDRESS_REFUSED`, `INVALID_WEBHOOK_HEADER`, "
            + "`WEBHOOK_HEADERS_REQUIRED`, `UNKNOWN_EVENT`, `UNKNOWN_SESSION`; `VALIDATION_FAILED`, with the fields at fault")
    public WebhookView change(@RestPath UUID id, @NotNull @Valid WebhookChange patch) {
        return webhooks.change(id, checks.check(patch));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook", description = "With all that waits for it and the record of what was sent.")
    @APIResponse(responseCode = "204", description = "Nothing of it is left")
    public void delete(@RestPath UUID id) {
        webhooks.delete(id);
    }

    @POST
    @Path("{id}/test")
    @Operation(operationId = "testWebhook", summary = "Try a webhook out", description = "Posts one event `ping` with its headers and signature, past the queue, "
            + "and answers with what came back. Works while it is disabled, too.")
    @APIResponse(responseCode = "200", description = "What came of it, also where nothing did")
    public PingResult test(@RestPath UUID id) {
        return pings.ping(id);
    }
}
