package dev.pindai.session.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

import dev.pindai.security.Roles;
import dev.pindai.session.SessionDiagnostics;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** A session's page as it looks now. */
@Path("/api/sessions/{id}/screenshot")
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Diagnostics")
public class ScreenshotResource {

    private static final String PNG = "image/png";

    private final SessionDiagnostics diagnostics;

    ScreenshotResource(SessionDiagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    @GET
    @Produces(PNG)
    @Operation(operationId = "getScreenshot", summary = "The page as a picture", description = "Shows what the page shows: while the status is SCAN_QR, a QR "
            + "code that links the account of whoever scans it. Treat it like one.")
    @APIResponse(responseCode = "200", description = "A PNG", content = @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "409", description = "`PAGE_NOT_OPEN`")
    @APIResponse(responseCode = "503", description = "`SESSION_BUSY`: the page is loading, busy or silent; `Retry-After` says when to ask again")
    public byte[] screenshot(@RestPath UUID id) {
        return diagnostics.screenshot(id);
    }
}
