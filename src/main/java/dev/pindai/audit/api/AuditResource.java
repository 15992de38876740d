package dev.pindai.audit.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.audit.Audit;
import dev.pindai.audit.AuditPage;
import dev.pindai.audit.AuditQuery;
import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.shared.ProblemException;

import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The audit over HTTP: read only, and only for those who may do everything of their tenant. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "Audit")
public class AuditResource {

    private final Audit audit;
    private final SecurityIdentity identity;

    AuditResource(Audit audit, SecurityIdentity identity) {
        this.audit = audit;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listAudit", summary = "Who did what, newest first", description = "Shows what concerns your tenant. A row is "
            + "there a moment after the answer that it is about. See docs/audit.md.")
    public AuditPage list(
            @RestQuery @Pattern(regexp = AuditQuery.ID, message = "must be the id of a session") @Parameter(description = "Only what was done to this session") String session,
            @RestQuery @Size(max = 200) @Parameter(description = "Only what was done by the caller of this id or name") String caller,
            @RestQuery @Pattern(regexp = AuditQuery.ACTION, message = "must be an action such as session.start, or the beginning of some with a * at its end") @Parameter(description = "Only this action; `session.*` for all that begin so") String action,
            @RestQuery @Parameter(description = "Not before this moment", schema = @Schema(type = SchemaType.STRING, format = "date-time")) String from,
            @RestQuery @Parameter(description = "Only before this moment", schema = @Schema(type = SchemaType.STRING, format = "date-time")) String to,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor) {
        var query = new AuditQuery(session == null ? null : UUID.fromString(session), caller, action, moment("from", from),
                moment("to", to));
        return audit.list(Caller.of(identity).orElseThrow(), query, cursor, limit);
    }

    private static Instant moment(String name, String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(400, "VALIDATION_FAILED", name + " must be a moment such as 2026-11-25T08:30:00Z");
        }
    }
}
