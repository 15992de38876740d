package dev.pindai.session.api;

import java.util.UUID;
import java.util.function.Consumer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.SessionLifecycle;
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

/** What can be wished of a session over HTTP: start, stop, restart, log out. All are idempotent. */
@Path("/api/sessions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Sessions")
public class SessionLifecycleResource {

    private final SessionLifecycle lifecycle;
    private final Sessions sessions;

    SessionLifecycleResource(SessionLifecycle lifecycle, Sessions sessions) {
        this.lifecycle = lifecycle;
        this.sessions = sessions;
    }

    @POST
    @Path("start")
    @Operation(summary = "Start a session", description = "Opens WhatsApp Web; the QR comes as the event `qr`, or in the answer "
            + "with `wait=qr`. A session that runs already stays as it is.")
    @APIResponse(responseCode = "200", description = "With `wait=qr`: the first QR")
    @APIResponse(responseCode = "202", description = "Starting, or running already")
    @APIResponse(responseCode = "503", description = "`CAPACITY`: no room now, and nothing was changed; "
            + "`Retry-After` says when to try again. With `wait=qr` also what came instead; `code` is the session's reason")
    public RestResponse<Object> start(@RestPath UUID id,
            @RestQuery @Pattern(regexp = "qr", message = "must be qr, or left out") @Parameter(description = "`qr` to wait for the first QR") String wait,
            @Context HttpHeaders headers) {
        if (wait != null) {
            return RestResponse.ok(lifecycle.startAndAwaitQr(id));
        }
        return RestResponse.ResponseBuilder.<Object> create(RestResponse.Status.ACCEPTED)
                .entity(after(lifecycle::start, id, headers)).build();
    }

    @POST
    @Path("stop")
    @Operation(summary = "Stop a session", description = "Closes its browser and keeps the link: a later start needs no scan.")
    @APIResponse(responseCode = "202")
    public RestResponse<SessionView> stop(@RestPath UUID id, @Context HttpHeaders headers) {
        return RestResponse.accepted(after(lifecycle::stop, id, headers));
    }

    @POST
    @Path("restart")
    @Operation(summary = "Restart a session", description = "Opens a new browser on the same profile; a linked account comes back "
            + "without a scan.")
    @APIResponse(responseCode = "202")
    @APIResponse(responseCode = "503", description = "`CAPACITY`: it did not run, and there is no room for it")
    public RestResponse<SessionView> restart(@RestPath UUID id, @Context HttpHeaders headers) {
        return RestResponse.accepted(after(lifecycle::restart, id, headers));
    }

    @POST
    @Path("logout")
    @Operation(summary = "Unlink the account", description = "Answers when WhatsApp has confirmed; the session is STOPPED then and "
            + "its login is gone.")
    @APIResponse(responseCode = "202")
    @APIResponse(responseCode = "503", description = "`CAPACITY`: it has to be opened to be unlinked, and there is no room")
    @APIResponse(responseCode = "504", description = "`LOGOUT_UNCONFIRMED`: the login is kept")
    public RestResponse<SessionView> logout(@RestPath UUID id, @Context HttpHeaders headers) {
        return RestResponse.accepted(after(lifecycle::logout, id, headers));
    }

    private SessionView after(Consumer<UUID> wish, UUID id, HttpHeaders headers) {
        wish.accept(id);
        return sessions.get(id, Languages.of(headers));
    }
}
