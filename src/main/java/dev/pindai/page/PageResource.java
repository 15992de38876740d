package dev.pindai.page;

import java.time.Clock;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

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
public class PageResource {

    private final PageSessions sessions;
    private final Visitor visitor;
    private final Clock clock;

    PageResource(PageSessions sessions, Visitor visitor, Clock clock) {
        this.sessions = sessions;
        this.visitor = visitor;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@RestQuery @DefaultValue("") String q, @RestQuery @DefaultValue("") String status,
            @RestQuery String cursor) {
        return visitor.localized(Templates.list(visitor.frame(), sessions.list(q.strip(), status, cursor)));
    }

    @GET
    @Path("sessions/{id}")
    @Operation(hidden = true)
    public TemplateInstance session(@RestPath String id) {
        var session = sessions.find(id).orElseThrow(
                () -> new ProblemException(404, "SESSION_NOT_FOUND", "There is no session " + id + "."));
        return visitor.localized(Templates.session(visitor.frame(), session, clock.instant()));
    }

    /** Whatever no other resource answers, so that a mistyped address meets a page in the visitor's language. */
    @GET
    @Path("{path:.+}")
    @Produces({ MediaType.TEXT_HTML, Problem.MEDIA_TYPE, MediaType.WILDCARD })
    @Operation(hidden = true)
    public TemplateInstance nothing(@RestPath String path) {
        throw new ProblemException(404, "NOT_FOUND", "There is nothing at /" + path + ".");
    }

    @GET
    @Path("login")
    @Operation(hidden = true)
    public TemplateInstance login(@RestQuery @DefaultValue("/") String next, @RestQuery String error) {
        return visitor.localized(Templates.login(visitor.frame(), next, error != null));
    }
}
