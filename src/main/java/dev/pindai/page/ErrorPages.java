package dev.pindai.page;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.shared.Problem;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Turns a problem into a page for whoever came with a browser; programs, and everything below /api, keep the problem. */
class ErrorPages {

    private final Visitor visitor;

    ErrorPages(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Before {@link PageHeaders}: response filters run from the highest priority to the lowest. */
    @ServerResponseFilter(priority = 200)
    void replace(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Problem problem) || !wantsPage(request)) {
            return;
        }
        var error = ErrorPage.of(problem.status(), problem.detail(), visitor.messages());
        var html = visitor.localized(Templates.error(visitor.frame(), error)).render();
        response.setEntity(html, null, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"));
    }

    private static boolean wantsPage(ContainerRequestContext request) {
        var path = request.getUriInfo().getPath();
        return !path.startsWith("/api/") && !path.startsWith("/sandbox/")
                && request.getAcceptableMediaTypes().stream().findFirst()
                        .filter(MediaType.TEXT_HTML_TYPE::equals).isPresent();
    }
}
