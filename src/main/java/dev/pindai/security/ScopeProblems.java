package dev.pindai.security;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import dev.pindai.shared.Problem;
import dev.pindai.shared.ProblemException;

import io.quarkus.security.ForbiddenException;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells whom a resource refuses which scope it takes. */
public class ScopeProblems {

    /** For what takes one more scope than its resource says. */
    public static ProblemException missing(Scope scope) {
        return new ProblemException(403, "SCOPE_MISSING", Refusal.scopeMissing(scope.role()));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e, ResourceInfo resource, UriInfo uri) {
        var roles = roles(resource);
        var problem = roles == null
                ? Problem.of(403, "FORBIDDEN", "This is open to nobody", path(uri), null)
                : Problem.of(403, "SCOPE_MISSING", Refusal.scopeMissing(roles.value()[0]), path(uri), null);
        return Response.status(403).type(Problem.MEDIA_TYPE).header("Cache-Control", "no-store").entity(problem).build();
    }

    private static RolesAllowed roles(ResourceInfo resource) {
        var method = resource.getResourceMethod();
        return method != null && method.isAnnotationPresent(RolesAllowed.class) ? method.getAnnotation(RolesAllowed.class)
                : resource.getResourceClass() == null ? null : resource.getResourceClass().getAnnotation(RolesAllowed.class);
    }

    private static String path(UriInfo uri) {
        return uri.getRequestUri().getRawPath();
    }
}
