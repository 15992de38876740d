package dev.pindai.session.api;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.SessionLifecycle;
import dev.pindai.session.SessionPage;
import dev.pindai.session.SessionStatus;
import dev.pindai.session.SessionView;
import dev.pindai.session.Sessions;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The sessions over HTTP: make, find, list, label, delete. */
@Path("/api/sessions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Sessions")
public class SessionResource {

    private final Sessions sessions;
    private final SessionCreation creation;
    private final SessionLifecycle lifecycle;

    SessionResource(Sessions sessions, SessionCreation creation, SessionLifecycle lifecycle) {
        this.creation = creation;
        this.sessions = sessions;
        this.lifecycle = lifecycle;
    }

    @GET
    @RolesAllowed(Roles.READ)
    @Operation(summary = "List sessions, newest first")
    public SessionPage list(@RestQuery @Parameter(description = "Only those in this status") SessionStatus status,
            @RestQuery @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*") @Parameter(description = "Only those whose name contains this text") String q,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor,
            @Context HttpHeaders headers) {
        return sessions.list(status, q, cursor, limit, Languages.of(headers));
    }

    @POST
    @Operation(summary = "Create a session", description = "It is STOPPED: start it to get a QR.")
    @APIResponse(responseCode = "201", description = "Created; `Location` holds its address")
    @APIResponse(responseCode = "400", description = "`VALIDATION_FAILED`, with the fields at fault; `INVALID_PROXY`, `INVALID_WEBHOOK_URL`, "
            + "`WEBHOOK_ADDRESS_REFUSED`, `INVALID_WEBHOOK_HEADER`, `UNKNOWN_EVENT`")
    @APIResponse(responseCode = "403", description = "`SCOPE_MISSING`, also `webhooks` for a session with webhooks; `KEY_LIMITED`: a "
            + "key for certain sessions makes no others")
    public RestResponse<CreatedSession> create(@NotNull @Valid NewSession session, @Context HttpHeaders headers) {
        var created = creation.create(session, Languages.of(headers));
        return RestResponse.ResponseBuilder.<CreatedSession> created(URI.create("/api/sessions/" + created.session().id()))
                .entity(created).build();
    }

    @GET
    @RolesAllowed(Roles.READ)
    @Path("{id}")
    @Operation(summary = "One session")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "404", description = "`SESSION_NOT_FOUND`")
    public SessionView get(@RestPath UUID id, @Context HttpHeaders headers) {
        return sessions.get(id, Languages.of(headers));
    }

    @PATCH
    @Path("{id}")
    @Operation(summary = "Change a session's name or labels")
    public SessionView change(@RestPath UUID id, @NotNull @Valid SessionPatch patch, @Context HttpHeaders headers) {
        return sessions.change(id, patch.name(), patch.metadata(), Languages.of(headers));
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Delete a session", description = "Closes its browser and removes its profile and row. The phone keeps showing the device until "
            + "WhatsApp drops it: log out first to unlink.")
    @APIResponse(responseCode = "204", description = "Nothing of it is left")
    @APIResponse(responseCode = "404", description = "`SESSION_NOT_FOUND`, also for one deleted before")
    public void delete(@RestPath UUID id) {
        lifecycle.delete(id);
    }
}
