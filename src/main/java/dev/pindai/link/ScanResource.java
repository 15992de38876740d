package dev.pindai.link;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.session.PairingCode;
import dev.pindai.session.Sessions;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * What the page of a scan link calls to get a code. Its live events are in {@link ScanStreams}, WhatsApp's passkey step is in
 * {@link ScanPasskeyResource}.
 */
@Path("/api/scan")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Scan page")
@SecurityRequirement(name = "scanLink")
@APIResponse(responseCode = "403", description = "`SCAN_LINK_REQUIRED`: a key opens nothing here")
public class ScanResource {

    private final ScanSession session;
    private final Sessions sessions;
    private final SecurityIdentity identity;

    ScanResource(ScanSession session, Sessions sessions, SecurityIdentity identity) {
        this.session = session;
        this.sessions = sessions;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getScan", summary = "How the session of a scan link stands")
    public ScanState state() {
        return session.state(visit());
    }

    @POST
    @Path("start")
    @Operation(operationId = "startScan", summary = "Show codes", description = "Somebody is there with a phone. Starts the session unless it runs.")
    @APIResponse(responseCode = "202", description = "The QR follows within seconds", content = @Content(schema = @Schema(implementation = ScanState.class)))
    @APIResponse(responseCode = "429", description = "`SCAN_LINK_LIMIT`: this link started it too often")
    @APIResponse(responseCode = "503", description = "`CAPACITY`: no room now; `Retry-After` says when to try again")
    public RestResponse<ScanState> start() {
        return RestResponse.accepted(session.begin(visit()));
    }

    @POST
    @Path("restart")
    @Operation(operationId = "restartScan", summary = "Begin anew", description = "In a new browser, whatever the session is doing.")
    @APIResponse(responseCode = "202", description = "The QR follows within seconds", content = @Content(schema = @Schema(implementation = ScanState.class)))
    @APIResponse(responseCode = "429", description = "`SCAN_LINK_LIMIT`: this link started it too often")
    @APIResponse(responseCode = "503", description = "`CAPACITY`: it did not run, and there is no room for it")
    public RestResponse<ScanState> restart() {
        return RestResponse.accepted(session.again(visit()));
    }

    @POST
    @Path("pairing-code")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "pairScan", summary = "Get a pairing code")
    @APIResponse(responseCode = "200", description = "The code and until when it is good")
    @APIResponse(responseCode = "400", description = "`INVALID_PHONE_NUMBER`")
    @APIResponse(responseCode = "409", description = "`PAIRING_NOT_AVAILABLE`: the status is not SCAN_QR")
    @APIResponse(responseCode = "429", description = "`SCAN_LINK_LIMIT`: this link asked for too many")
    @APIResponse(responseCode = "502", description = "`PAIRING_REFUSED`: WhatsApp gave none")
    public PairingCode pair(@NotNull @Valid PairingCodeResource.PairingCodeRequest request) {
        return session.pairingCode(visit(), request.phoneNumber());
    }

    @GET
    @Path("qr")
    @Produces("image/png")
    @Operation(operationId = "getScanQr", summary = "The QR as a picture", description = "For a page that can't draw the string that the stream brings.")
    @APIResponse(responseCode = "200", description = "The QR")
    @APIResponse(responseCode = "409", description = "`QR_NOT_AVAILABLE`: the page shows none now")
    public byte[] png() {
        return QrImage.of(sessions.qr(visit().session()).qr()).png();
    }

    @GET
    @Path("qr")
    @Produces("image/svg+xml")
    public String svg() {
        return QrImage.of(sessions.qr(visit().session()).qr()).svg();
    }

    private ScanVisit visit() {
        return ScanVisit.of(identity);
    }
}
