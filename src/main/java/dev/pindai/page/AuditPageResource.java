package dev.pindai.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.audit.Audit;
import dev.pindai.audit.AuditQuery;
import dev.pindai.security.Roles;
import dev.pindai.shared.ProblemException;

import io.quarkus.qute.TemplateInstance;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The page of the audit, for admins. What it shows is read from the same service as the REST answer. */
@Path("/audit")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
public class AuditPageResource {

    private static final int PAGE_SIZE = 50;
    private static final String NOTHING_OR = "|";

    private final Audit audit;
    private final Visitor visitor;

    AuditPageResource(Audit audit, Visitor visitor) {
        this.audit = audit;
        this.visitor = visitor;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") @Pattern(regexp = NOTHING_OR
                    + AuditQuery.ID, message = "must be the id of a session") String session,
            @RestQuery @DefaultValue("") @Size(max = 200) String caller,
            @RestQuery @DefaultValue("") @Pattern(regexp = NOTHING_OR
                    + AuditQuery.ACTION, message = "must be an action") String action,
            @RestQuery @DefaultValue("") String from, @RestQuery @DefaultValue("") String to, @RestQuery UUID cursor) {
        var query = new AuditQuery(session.isEmpty() ? null : UUID.fromString(session),
                caller.isBlank() ? null : caller.strip(),
                action.isEmpty() ? null : action, start(from, 0), start(to, 1));
        var found = audit.list(visitor.caller(), query, cursor, PAGE_SIZE);
        return visitor.localized(Templates.audit(visitor.frame(), AuditList.of(found, session, caller, action, from, to)));
    }

    /** The beginning of the day that comes so many days after this one, or null. */
    private static Instant start(String day, int after) {
        try {
            return day.isEmpty() ? null : LocalDate.parse(day).plusDays(after).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new ProblemException(400, "VALIDATION_FAILED", "A day is written as 2026-11-25");
        }
    }
}
