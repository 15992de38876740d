package dev.pindai.session.api;

import java.util.List;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.event.EventFrame;
import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;
import dev.pindai.security.Roles;
import dev.pindai.session.Sessions;
import dev.pindai.tenant.Realms;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** What happened to a session, to be read again. */
@Path("/api/sessions/{id}/events")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.READ)
@Tag(name = "Events")
public class EventHistoryResource {

    private final Sessions sessions;
    private final EventLog events;
    private final EventSecrets secrets;
    private final Realms realms;

    EventHistoryResource(Sessions sessions, EventLog events, EventSecrets secrets, Realms realms) {
        this.realms = realms;
        this.sessions = sessions;
        this.events = events;
        this.secrets = secrets;
    }

    /**
     * @param firstSeq number of the oldest event that is kept: events before it are gone, so that more than {@code after + 1}
     *        means a gap
     * @param lastSeq number of the session's newest event; ask again with the last item's {@code seq} until it is reached
     */
    @Schema(name = "EventPage")
    public record EventPage(List<EventFrame> items, long firstSeq, long lastSeq) {
    }

    @GET
    @Operation(summary = "The events of a session, oldest first", description = "QR strings and pairing codes are never stored: a frame holds its own while it is valid, and "
            + "`\"expired\": true` after that; without the scope `control` it has `\"withheld\": true` instead. For whoever accepts `text/event-stream` they come as they happen, see "
            + "`api/asyncapi.yaml`; `after` says where the stream begins.")
    @Parameter(name = "events", in = ParameterIn.QUERY, description = "Of a stream: names of events, separated by commas, or `*` for all", schema = @Schema(type = SchemaType.STRING, defaultValue = "*"))
    @Parameter(name = "Last-Event-ID", in = ParameterIn.HEADER, description = "Of a stream: the `id` of the last event, as browsers send it when they come back; counts more than `after`", schema = @Schema(type = SchemaType.INTEGER))
    public EventPage history(@RestPath UUID id,
            @RestQuery @DefaultValue("0") @Min(0) @Parameter(description = "Only those with a greater `seq`") long after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        sessions.require(id);
        var codes = realms.current().codes();
        var lastSeq = events.lastSeq(id);
        var items = events.after(id, after, limit).stream().map(frame -> secrets.complete(frame, codes)).toList();
        return new EventPage(items, events.firstSeq(id), lastSeq);
    }
}
