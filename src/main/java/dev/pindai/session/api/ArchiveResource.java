package dev.pindai.session.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;

import dev.pindai.security.Roles;
import dev.pindai.session.ArchiveFiles;
import dev.pindai.session.SessionArchives;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** A linked session as one encrypted file. */
@Path("/api/sessions/{id}/archive")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Archives")
public class ArchiveResource {

    private final SessionArchives archives;
    private final ArchiveFiles files;

    ArchiveResource(SessionArchives archives, ArchiveFiles files) {
        this.archives = archives;
        this.files = files;
    }

    @POST
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(operationId = "archiveSession", summary = "Put a session into an archive", description = "The login of a stopped, linked session with what belongs to "
            + "it, encrypted with a passphrase: to be kept, or to be moved to another Pindai with `POST /api/session-imports`. Who "
            + "has file and passphrase has the account. Of one login, only one session may run: delete this one before the other is "
            + "started. Proxy and webhooks are not in it.")
    @APIResponse(responseCode = "200", description = "The archive", content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "409", description = "`SESSION_RUNNING`: stop it first; `SESSION_NOT_LINKED`")
    @APIResponse(responseCode = "413", description = "`ARCHIVE_TOO_LARGE`")
    @APIResponse(responseCode = "503", description = "`ARCHIVE_BUSY`: another one is being made; `Retry-After` says when to ask again")
    public RestResponse<StreamingOutput> save(@RestPath UUID id, @NotNull @Valid ArchiveRequest request) {
        var file = archives.save(id, request.passphrase());
        try {
            return RestResponse.ResponseBuilder.<StreamingOutput> ok(out -> {
                try {
                    Files.copy(file, out);
                } finally {
                    files.remove(file);
                }
            }).header(HttpHeaders.CONTENT_LENGTH, Files.size(file))
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".pindai\"").build();
        } catch (IOException e) {
            files.remove(file);
            throw new UncheckedIOException(e);
        }
    }
}
