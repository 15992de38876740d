package dev.pindai.session.api;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;

import dev.pindai.security.Roles;
import dev.pindai.session.SessionDiagnostics;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** All that is known of a session in trouble, as one file. */
@Path("/api/sessions/{id}/diagnostics")
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Diagnostics")
public class DiagnosticsResource {

    private static final String ZIP = "application/zip";

    private final SessionDiagnostics diagnostics;

    DiagnosticsResource(SessionDiagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    @GET
    @Produces(ZIP)
    @Operation(operationId = "getDiagnostics", summary = "Everything for a report of a problem", description = "One zip for any status: history, newest events, page, console and "
            + "network errors, screenshot, versions, settings. QR strings, codes, keys, passwords and cookies are left out; its "
            + "README.txt says what is in it. Takes five seconds at most; a part that can't be had says why.")
    @APIResponse(responseCode = "200", description = "A zip", content = @Content(mediaType = ZIP, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public RestResponse<StreamingOutput> diagnostics(@RestPath UUID id) {
        var gathered = diagnostics.gather(id);
        return RestResponse.ResponseBuilder.<StreamingOutput> ok(gathered::writeTo)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + gathered.fileName() + "\"").build();
    }
}
