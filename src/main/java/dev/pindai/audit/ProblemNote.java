package dev.pindai.audit;

import jakarta.ws.rs.container.ContainerResponseContext;

import dev.pindai.shared.Problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Notes the code of the problem that a resource answers with, before a page is made of it for people. */
class ProblemNote {

    private static final int BEFORE_PAGES = 300;

    private final CurrentVertxRequest request;

    ProblemNote(CurrentVertxRequest request) {
        this.request = request;
    }

    @ServerResponseFilter(priority = BEFORE_PAGES)
    void note(ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && request.getCurrent() != null) {
            request.getCurrent().put(Problem.NOTED, problem.code());
        }
    }
}
