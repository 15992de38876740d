package dev.pindai.session.api;

import java.net.URI;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.session.SessionImports;
import dev.pindai.session.SessionView;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;

/** Sessions that come from archives. */
@Path(ImportUpload.PATH)
@Consumes(MediaType.MULTIPART_FORM_DATA)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Archives")
public class ImportResource {

    private final SessionImports imports;
    private final Validator validator;

    ImportResource(SessionImports imports, Validator validator) {
        this.imports = imports;
        this.validator = validator;
    }

    @POST
    @Operation(operationId = "importSession", summary = "Make a session of an archive", description = "It is STOPPED and linked: started, it comes back without "
            + "a scan. All of the archive is checked before anything is made of it.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA, schema = @Schema(implementation = ImportForm.class)))
    @APIResponse(responseCode = "201", description = "Made; `Location` holds its address", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "400", description = "`WRONG_PASSPHRASE`; `ARCHIVE_DAMAGED`: cut off, changed, or no archive of Pindai; `VALIDATION_FAILED`")
    @APIResponse(responseCode = "409", description = "`ACCOUNT_EXISTS`: a session here has the account; `BROWSER_TOO_OLD`; `TOO_MANY_SESSIONS`")
    @APIResponse(responseCode = "413", description = "`ARCHIVE_TOO_LARGE`")
    @APIResponse(responseCode = "503", description = "`ARCHIVE_BUSY`: another one is being read; `Retry-After` says when to ask again; `DISK_FAILED`")
    public RestResponse<SessionView> take(@Context RoutingContext context, @Context HttpHeaders headers) {
        var received = ImportUpload.of(context);
        var form = new ImportForm(received.file(), received.passphrase(), received.name());
        var violations = validator.validate(form);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        var session = imports.take(received.file(), form.passphrase(), form.name(), Languages.of(headers));
        return RestResponse.ResponseBuilder.<SessionView> created(URI.create("/api/sessions/" + session.id())).entity(session)
                .build();
    }
}
