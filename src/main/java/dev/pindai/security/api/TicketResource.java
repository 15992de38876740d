package dev.pindai.security.api;

import java.util.Set;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.event.EventFeed;
import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.security.Tickets;
import dev.pindai.shared.ProblemException;

import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Tickets for live connections of browsers, so that no key has to be in an address or in a page. */
@Path("/api/ws-tickets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.READ)
@Tag(name = "Keys")
public class TicketResource {

    private final Tickets tickets;
    private final EventFeed feed;
    private final SecurityIdentity identity;

    TicketResource(Tickets tickets, EventFeed feed, SecurityIdentity identity) {
        this.tickets = tickets;
        this.feed = feed;
        this.identity = identity;
    }

    /** What a ticket is for. */
    @Schema(name = "NewTicket")
    public record NewTicket(
            @Schema(description = "Whoever connects with it hears of these sessions only; left out for all that you may touch", nullable = true) @Size(min = 1, max = 1000) Set<@NotNull UUID> sessions) {
    }

    @POST
    @Operation(operationId = "createTicket", summary = "Get a ticket for a live connection", description = "For browsers, which can't add headers to a WebSocket: "
            + "`/ws?ticket=…`, or `auth: { ticket }` of a Socket.IO client. It lets in once, within 30 seconds, whoever has it; what "
            + "they hear is what your key may see.")
    @APIResponse(responseCode = "200", description = "The ticket, and until when it waits")
    @APIResponse(responseCode = "404", description = "`SESSION_NOT_FOUND`: one of the sessions does not exist")
    public Tickets.Issued create(@Valid NewTicket wanted) {
        var caller = Caller.of(identity).orElseThrow();
        var sessions = wanted == null || wanted.sessions() == null ? Set.<UUID> of() : wanted.sessions();
        var there = sessions.isEmpty() ? sessions : feed.streams(caller.realm(), sessions, false).keySet();
        sessions.stream().filter(id -> !there.contains(id)).findFirst().ifPresent(id -> {
            throw new ProblemException(404, "SESSION_NOT_FOUND",
                    "There is no session " + id + ". GET /api/sessions lists them.");
        });
        return tickets.issue(caller.within(sessions));
    }
}
