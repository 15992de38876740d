package dev.pindai.security.api;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Caller;
import dev.pindai.security.Roles;
import dev.pindai.security.key.ApiKeys;
import dev.pindai.security.key.KeyPage;
import dev.pindai.security.key.KeyView;
import dev.pindai.security.key.NewKey;

import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The keys over HTTP: make, find, rotate, revoke. */
@Path("/api/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Keys")
public class KeyResource {

    private final ApiKeys keys;
    private final SecurityIdentity identity;

    KeyResource(ApiKeys keys, SecurityIdentity identity) {
        this.keys = keys;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "List keys, newest first", description = "Those that were revoked or have expired included.")
    @APIResponse(responseCode = "200")
    @APIResponse(responseCode = "403", description = "`SCOPE_MISSING`, `TENANT_NOT_YOURS`")
    public KeyPage list(
            @RestQuery @Pattern(regexp = NewKey.TENANT, message = NewKey.TENANT_MESSAGE) @Parameter(description = "Only those of this tenant; with the admin key of the configuration any") String tenant,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor) {
        return keys.list(caller(), tenant, cursor, limit);
    }

    @POST
    @Operation(operationId = "createKey", summary = "Create a key", description = "`key` is in this answer, and never again. A key can't have more than the one "
            + "that asks for it; what is left out is limited as that one is.")
    @APIResponse(responseCode = "201", description = "Created; `Location` holds its address")
    @APIResponse(responseCode = "400", description = "`INVALID_ADDRESS_RANGE`, `UNKNOWN_SESSION`; `VALIDATION_FAILED`, with the fields at fault")
    @APIResponse(responseCode = "403", description = "`SCOPE_MISSING`, `KEY_EXCEEDS_YOURS`, `TENANT_NOT_YOURS`")
    public RestResponse<KeyView> create(@NotNull @Valid NewKey key) {
        var view = keys.create(caller(), key);
        return RestResponse.ResponseBuilder.<KeyView> created(URI.create("/api/keys/" + view.id())).entity(view).build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getKey", summary = "One key")
    public KeyView get(@RestPath UUID id) {
        return keys.get(caller(), id);
    }

    @POST
    @Path("{id}/rotate")
    @Operation(operationId = "rotateKey", summary = "Give a key a new text", description = "`key` is in this answer, and never again. Its prefix and all else stay.")
    @APIResponse(responseCode = "200", description = "With the new text")
    @APIResponse(responseCode = "403", description = "`SCOPE_MISSING`, `KEY_EXCEEDS_YOURS`")
    @APIResponse(responseCode = "409", description = "`KEY_ENDED`: it was revoked or has expired")
    public KeyView rotate(@RestPath UUID id, @Valid KeyRotation rotation) {
        return keys.rotate(caller(), id, (rotation == null ? KeyRotation.USUAL : rotation).grace());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "revokeKey", summary = "Revoke a key", description = "It lets nobody in from now on, and connections that it opened end. Stays in the list; a second call changes nothing.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revoke(@RestPath UUID id) {
        keys.revoke(caller(), id);
    }

    private Caller caller() {
        return Caller.of(identity).orElseThrow();
    }
}
