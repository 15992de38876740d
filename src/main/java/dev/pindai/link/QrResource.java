package dev.pindai.link;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.CurrentQr;
import dev.pindai.session.Sessions;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The QR of a session's page as it is now, in the form that the caller accepts. Never cached: it lives for seconds. */
@Path("/api/sessions/{id}/qr")
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Linking")
@APIResponse(responseCode = "200", description = "The QR")
@APIResponse(responseCode = "409", description = "`QR_NOT_AVAILABLE`: the page shows none now; the detail says what to do")
public class QrResource {

    private static final String SVG = "image/svg+xml";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Sessions sessions;

    QrResource(Sessions sessions) {
        this.sessions = sessions;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The current QR", description = "JSON with the string, `image/png`, `image/svg+xml`, or `text/plain` with "
            + "blocks for a dark terminal, by `Accept`.")
    public CurrentQr json(@RestPath UUID id) {
        return sessions.qr(id);
    }

    @GET
    @Produces("image/png")
    public byte[] png(@RestPath UUID id) {
        return QrImage.of(sessions.qr(id).qr()).png();
    }

    @GET
    @Produces(SVG)
    public String svg(@RestPath UUID id) {
        return QrImage.of(sessions.qr(id).qr()).svg();
    }

    @GET
    @Produces(TEXT)
    public String text(@RestPath UUID id) {
        return QrImage.of(sessions.qr(id).qr()).text();
    }
}
