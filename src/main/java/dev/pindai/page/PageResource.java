package dev.pindai.page;

import java.time.Clock;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.security.oidc.OidcSettings;
import dev.pindai.session.Sessions;
import dev.pindai.shared.Problem;
import dev.pindai.shared.ProblemException;

import io.quarkus.qute.TemplateInstance;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The pages for people. What they show is read from the same service as the REST answers; commands go through REST. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@RolesAllowed(Roles.READ)
public class PageResource {

    private static final int PAGE_SIZE = 50;

    private final Sessions sessions;
    private final Visitor visitor;
    private final OidcSettings oidc;
    private final Clock clock;

    PageResource(Sessions sessions, Visitor visitor, OidcSettings oidc, Clock clock) {
        this.oidc = oidc;
        this.sessions = sessions;
        this.visitor = visitor;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@RestQuery @DefaultValue("") @Size(max = 100) String q,
            @RestQuery @DefaultValue("") String status, @RestQuery UUID cursor) {
        var found = sessions.list(SessionList.statusOf(status), q.isBlank() ? null : q, cursor, PAGE_SIZE,
                visitor.language().locale());
        return visitor.localized(Templates.list(visitor.frame(), SessionList.of(found, q.strip(), status)));
    }

    @GET
    @Path("sessions/{id}")
    @Operation(hidden = true)
    public TemplateInstance session(@RestPath UUID id) {
        var session = SessionCard.of(sessions.get(id, visitor.language().locale()));
        return visitor.localized(Templates.session(visitor.frame(), session, clock.instant()));
    }

    /** Whatever no other resource answers, so that a mistyped address meets a page in the visitor's language. */
    @GET
    @Path("{path:.+}")
    @Produces({ MediaType.TEXT_HTML, Problem.MEDIA_TYPE, MediaType.WILDCARD })
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance nothing(@RestPath String path) {
        throw new ProblemException(404, "NOT_FOUND", "There is nothing at /" + path + ".");
    }

    @GET
    @PermitAll
    @Path("login")
    @Operation(hidden = true)
    public TemplateInstance login(@RestQuery @DefaultValue("/") String next, @RestQuery String error) {
        return visitor.localized(Templates.login(visitor.frame(),
                new LoginPage(next, error == null ? "" : error, oidc.enabled() ? oidc.name() : "")));
    }
}
