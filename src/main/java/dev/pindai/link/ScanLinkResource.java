package dev.pindai.link;

import java.net.URI;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import dev.pindai.security.Roles;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Scan links over HTTP for whoever sends them: made, listed, revoked. */
@Path("/api/sessions/{id}/scan-links")
@RolesAllowed(Roles.CONTROL)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Scan links")
public class ScanLinkResource {

    private final ScanLinks links;

    ScanLinkResource(ScanLinks links) {
        this.links = links;
    }

    @GET
    @Operation(operationId = "listScanLinks", summary = "List a session's scan links, newest first", description = "Those included that open nothing any more.")
    public ScanLinkPage list(@RestPath UUID id, @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit,
            @RestQuery @Parameter(description = "`nextCursor` of the page before") UUID cursor) {
        return links.list(id, cursor, limit);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createScanLink", summary = "Create a scan link", description = "An address for somebody without a key, such as a customer: its page "
            + "shows this session's QR and pairing code, and nothing else. `url` is in this answer and never again. See docs/scan-links.md.")
    @APIResponse(responseCode = "201", description = "Created; send `url` to whoever is to scan", content = @Content(schema = @Schema(implementation = ScanLinkView.class)))
    @APIResponse(responseCode = "400", description = "`RETURN_URL_NOT_ALLOWED`: see `pindai.link.return-origins`; `EXPIRY_TOO_LONG`; "
            + "`VALIDATION_FAILED`, with the fields at fault")
    @APIResponse(responseCode = "409", description = "`TOO_MANY_SCAN_LINKS`: revoke one, or raise `pindai.link.max-open`")
    public RestResponse<ScanLinkView> create(@RestPath UUID id, @NotNull @Valid NewScanLink link, UriInfo uri) {
        var view = links.create(id, link, uri.getBaseUri());
        return RestResponse.ResponseBuilder
                .<ScanLinkView> created(URI.create("/api/sessions/" + id + "/scan-links/" + view.id())).entity(view).build();
    }

    @DELETE
    @Path("{linkId}")
    @Operation(operationId = "revokeScanLink", summary = "Revoke a scan link", description = "It opens nothing from now on; a page that is open is told within seconds. It stays in the list.")
    @APIResponse(responseCode = "204", description = "It opens nothing any more")
    @APIResponse(responseCode = "404", description = "`SCAN_LINK_NOT_FOUND`, `SESSION_NOT_FOUND`")
    public void revoke(@RestPath UUID id, @RestPath UUID linkId) {
        links.revoke(id, linkId);
    }
}
