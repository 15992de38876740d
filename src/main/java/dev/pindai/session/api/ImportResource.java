package dev.pindai.session.api;

import java.io.InputStream;
import java.net.URI;
import java.util.regex.Pattern;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.limit.LargeBody;
import dev.pindai.security.Roles;
import dev.pindai.session.ArchiveConfig;
import dev.pindai.session.ArchiveFiles;
import dev.pindai.session.SessionImports;
import dev.pindai.session.SessionView;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Sessions that come from archives. */
@Path(ImportResource.PATH)
@jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Archives")
public class ImportResource {

    static final String PATH = "/api/session-imports";

    private final SessionImports imports;
    private final ArchiveFiles files;

    ImportResource(SessionImports imports, ArchiveFiles files) {
        this.imports = imports;
        this.files = files;
    }

    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "importSession", summary = "Make a session of an archive", description = "It is STOPPED and linked: started, it comes back without "
            + "a scan. All of the archive is checked before anything is made of it.")
    @RequestBody(required = true, description = "The archive", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "201", description = "Made; `Location` holds its address", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "400", description = "`WRONG_PASSPHRASE`; `ARCHIVE_DAMAGED`: cut off, changed, or no archive of Pindai; `VALIDATION_FAILED`")
    @APIResponse(responseCode = "409", description = "`ACCOUNT_EXISTS`: a session here has the account; `BROWSER_TOO_OLD`; `TOO_MANY_SESSIONS`")
    @APIResponse(responseCode = "413", description = "`BODY_TOO_LARGE`, `ARCHIVE_TOO_LARGE`")
    @APIResponse(responseCode = "503", description = "`ARCHIVE_BUSY`: another one is being read; `Retry-After` says when to ask again; `DISK_FAILED`")
    public RestResponse<SessionView> take(
            @RestHeader("X-Archive-Passphrase") @NotNull @Size(max = ArchiveRequest.LONGEST) @Parameter(description = "What the archive was made with") String passphrase,
            @RestQuery @Size(min = 1, max = 100) @jakarta.validation.constraints.Pattern(regexp = "(?=.*\\S)\\P{Cntrl}*") @Parameter(description = "For the new session; left out, the name that it had") String name,
            InputStream archive, @Context HttpHeaders headers) {
        imports.demandRoom();
        var file = files.receive(archive);
        try {
            var session = imports.take(file, passphrase, name, Languages.of(headers));
            return RestResponse.ResponseBuilder.<SessionView> created(URI.create("/api/sessions/" + session.id()))
                    .entity(session).build();
        } finally {
            files.remove(file);
        }
    }

    /** An archive is bigger than other bodies, and is written to the disk as it comes. */
    @Produces
    @Singleton
    static LargeBody archives(ArchiveConfig config) {
        return new LargeBody(Pattern.compile(Pattern.quote(PATH)), config.maxSize().asLongValue());
    }
}
