package dev.pindai.security.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.security.signin.SignInList;
import dev.pindai.security.signin.SignInPage;

import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Who is signed in to the pages, over HTTP: find them, and sign them out. */
@Path("/api/sign-ins")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Keys")
public class SignInResource {

    private final SignInList signIns;
    private final SecurityIdentity identity;

    SignInResource(SignInList signIns, SecurityIdentity identity) {
        this.signIns = signIns;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listSignIns", summary = "List who is signed in to the pages, newest first")
    @APIResponse(responseCode = "200")
    public SignInPage list(@RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor) {
        return signIns.list(caller(), cursor, limit);
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "endSignIn", summary = "Sign somebody out", description = "What their pages had open ends, too.")
    @APIResponse(responseCode = "204", description = "Signed out")
    @APIResponse(responseCode = "404", description = "`SIGN_IN_NOT_FOUND`: there is no such sign-in, or it is over")
    public void end(@RestPath UUID id) {
        signIns.end(caller(), id);
    }

    private Caller caller() {
        return Caller.of(identity).orElseThrow();
    }
}
