package dev.pindai.link;

import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.security.Roles;
import dev.pindai.session.CurrentPasskey;
import dev.pindai.session.Passkeys;
import dev.pindai.session.SessionView;
import dev.pindai.session.Sessions;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.databind.JsonNode;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** WhatsApp's passkey step over HTTP: what it asks, and the answer of whoever can sign. */
@Path("/api/sessions/{id}/passkey")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Roles.CONTROL)
@Tag(name = "Linking")
public class PasskeyResource {

    private final Passkeys passkeys;
    private final Sessions sessions;

    PasskeyResource(Passkeys passkeys, Sessions sessions) {
        this.passkeys = passkeys;
        this.sessions = sessions;
    }

    @GET
    @Operation(summary = "What WhatsApp asks of a passkey", description = "While the status is PASSKEY_REQUIRED. Also comes as the event `passkey`.")
    @APIResponse(responseCode = "200", description = "The challenge, the origin an assertion must name, and until when")
    @APIResponse(responseCode = "409", description = "`PASSKEY_NOT_REQUESTED`: WhatsApp asks for none now")
    public CurrentPasskey get(@RestPath UUID id) {
        return passkeys.current(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answer with a passkey's assertion", description = "Hands it to WhatsApp's page; linking goes on, or is "
            + "refused, as the session's events tell.")
    @RequestBody(content = @Content(schema = @Schema(implementation = PasskeyAssertion.class)))
    @APIResponse(responseCode = "202", description = "The page has it", content = @Content(schema = @Schema(implementation = SessionView.class)))
    @APIResponse(responseCode = "400", description = "`INVALID_PASSKEY`: WhatsApp could only refuse it; the detail says why. The page goes on waiting")
    @APIResponse(responseCode = "409", description = "`PASSKEY_NOT_REQUESTED`: WhatsApp asks for none now")
    public RestResponse<SessionView> answer(@RestPath UUID id, @NotNull JsonNode assertion, @Context HttpHeaders headers) {
        var asked = passkeys.current(id);
        passkeys.answer(id, new PasskeyReader(asked).read(assertion));
        return RestResponse.accepted(sessions.get(id, headers.getAcceptableLanguages().getFirst()));
    }
}
