package dev.pindai.link;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.session.CurrentPasskey;
import dev.pindai.session.Passkeys;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** WhatsApp's passkey step on the page of a scan link: what is asked, and the answer of the visitor's own passkey. */
@Path("/api/scan/passkey")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Scan page")
@SecurityRequirement(name = "scanLink")
@APIResponse(responseCode = "403", description = "`SCAN_LINK_REQUIRED`: a key opens nothing here")
public class ScanPasskeyResource {

    private final ScanSession session;
    private final Passkeys passkeys;
    private final SecurityIdentity identity;

    ScanPasskeyResource(ScanSession session, Passkeys passkeys, SecurityIdentity identity) {
        this.session = session;
        this.passkeys = passkeys;
        this.identity = identity;
    }

    @GET
    @Operation(operationId = "getScanPasskey", summary = "What WhatsApp asks of a passkey")
    @APIResponse(responseCode = "409", description = "`PASSKEY_NOT_REQUESTED`: WhatsApp asks for none now")
    public CurrentPasskey passkey() {
        return passkeys.current(ScanVisit.of(identity).session());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "answerScanPasskey", summary = "Answer with a passkey's assertion")
    @RequestBody(content = @Content(schema = @Schema(implementation = PasskeyAssertion.class)))
    @APIResponse(responseCode = "202", description = "The page has it", content = @Content(schema = @Schema(implementation = ScanState.class)))
    @APIResponse(responseCode = "400", description = "`INVALID_PASSKEY`: WhatsApp could only refuse it; the detail says why")
    @APIResponse(responseCode = "409", description = "`PASSKEY_NOT_REQUESTED`: WhatsApp asks for none now")
    public RestResponse<ScanState> answer(@NotNull JsonNode assertion) {
        var visit = ScanVisit.of(identity);
        passkeys.answer(visit.session(), new PasskeyReader(passkeys.current(visit.session())).read(assertion));
        return RestResponse.accepted(session.state(visit));
    }
}
