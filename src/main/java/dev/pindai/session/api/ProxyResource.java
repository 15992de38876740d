package dev.pindai.session.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.SessionProxies;
import dev.pindai.session.SessionView;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** A session's own way to WhatsApp. */
@Path("/api/sessions/{id}/proxy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Sessions")
public class ProxyResource {

    private final SessionProxies proxies;

    ProxyResource(SessionProxies proxies) {
        this.proxies = proxies;
    }

    @PUT
    @Operation(operationId = "setProxy", summary = "Set a session's proxy", description = "Replaces the one it has, login included. Takes effect at the next "
            + "start or restart: a page that is open goes on as it is. From then on nothing of this session goes past the proxy.")
    @APIResponse(responseCode = "200", description = "Set; the password is not given out again")
    @APIResponse(responseCode = "400", description = "`INVALID_PROXY`; `detail` says how to mend it")
    public SessionView set(@RestPath UUID id, @NotNull @Valid ProxyRequest proxy, @Context HttpHeaders headers) {
        return proxies.replace(id, proxy.server(), proxy.username(), proxy.password(), Languages.of(headers));
    }

    @DELETE
    @Operation(operationId = "removeProxy", summary = "Remove a session's proxy", description = "The next start goes to WhatsApp directly.")
    @APIResponse(responseCode = "204", description = "It has none now")
    public void remove(@RestPath UUID id) {
        proxies.remove(id);
    }
}
