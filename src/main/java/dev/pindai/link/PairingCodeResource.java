package dev.pindai.link;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.PairingCode;
import dev.pindai.session.SessionLifecycle;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Linking without a camera: a code to type into the phone. */
@Path("/api/sessions/{id}/pairing-code")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Linking")
public class PairingCodeResource {

    private final SessionLifecycle lifecycle;

    PairingCodeResource(SessionLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** Whose phone will take the code. */
    @Schema(name = "PairingCodeRequest")
    public record PairingCodeRequest(
            @Schema(description = "In international form", examples = "+6281234567890") @NotBlank @Size(max = 32) String phoneNumber) {
    }

    @POST
    @Operation(summary = "Get a pairing code", description = "On the phone: Linked devices, Link with phone number instead.")
    @APIResponse(responseCode = "200", description = "The code and until when it is good")
    @APIResponse(responseCode = "400", description = "`INVALID_PHONE_NUMBER`")
    @APIResponse(responseCode = "409", description = "`PAIRING_NOT_AVAILABLE`: the status is not SCAN_QR")
    @APIResponse(responseCode = "502", description = "`PAIRING_REFUSED`: WhatsApp gave none")
    public PairingCode create(@RestPath UUID id, @NotNull @Valid PairingCodeRequest request) {
        return lifecycle.pairingCode(id, request.phoneNumber());
    }
}
