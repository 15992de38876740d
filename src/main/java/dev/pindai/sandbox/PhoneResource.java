package dev.pindai.sandbox;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import dev.pindai.shared.ProblemException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The simulated phone, which does what a person does with a real one: scan, type a code, unlink. */
@Path("/sandbox")
@Tag(name = "Sandbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed("control")
class PhoneResource {

    private static final String NUMBER = "\\+?[1-9][0-9]{6,14}";

    private final Sandbox sandbox;

    PhoneResource(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @POST
    @Path("/phone/scan")
    @Operation(operationId = "sandboxScan", summary = "Scan a QR with the simulated phone", description = """
            Links exactly the page that shows this QR. Without a phone number a new simulated account is made.
            404 QR_UNKNOWN, 410 QR_EXPIRED, 403 SCAN_REFUSED (asked for by a fault). With the fault PASSKEY the page is linked
            only when it has shown the account's passkey.""")
    public Account scan(@Valid @NotNull Scan scan) {
        return sandbox.ask(server -> Account
                .of(server.accept(server.refs().pageShowing(scan.qr), scan.phoneNumber, scan.pushName)));
    }

    @POST
    @Path("/phone/pair")
    @Operation(operationId = "sandboxPair", summary = "Type a pairing code into the simulated phone", description = """
            The phone number must be the one the code was asked for. 404 PAIRING_CODE_UNKNOWN, 410 PAIRING_CODE_EXPIRED.""")
    public Account pair(@Valid @NotNull Pair pair) {
        return sandbox.ask(server -> Account
                .of(server.accept(server.codes().pageOffering(pair.code, pair.phoneNumber), pair.phoneNumber, pair.pushName)));
    }

    @POST
    @Path("/phone/passkey")
    @Operation(operationId = "sandboxPasskey", summary = "Sign with the passkey in the simulated phone", description = """
            Answers what a page asks of a passkey (fault PASSKEY), as an authenticator and its browser would: for a page at
            this origin. 404 PASSKEY_UNKNOWN, 400 PASSKEY_ORIGIN.""")
    public Assertion passkey(@Valid @NotNull Authenticator.Request request) {
        return sandbox.ask(server -> Authenticator.sign(request, server.passkeys()));
    }

    @GET
    @Path("/phones")
    @Operation(operationId = "sandboxPhones", summary = "Simulated accounts that something is linked to")
    public Items<Phone> phones() {
        return sandbox.ask(server -> new Items<>(Phone.allOf(server)));
    }

    @POST
    @Path("/phones/{wid}/unlink")
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "sandboxUnlink", summary = "End an account's links from the simulated phone", description = """
            Open pages are logged out at once, others when they connect next. 404 PHONE_UNKNOWN.""")
    @APIResponse(responseCode = "204", description = "Unlinked")
    public void unlink(@RestPath String wid) {
        sandbox.ask(server -> {
            if (server.phones().ofAccount(wid).isEmpty()) {
                throw new ProblemException(404, "PHONE_UNKNOWN",
                        "Nothing is linked to this account. GET /sandbox/phones lists those that are.");
            }
            server.unlink(wid, null);
            return null;
        });
    }

    @Schema(name = "SandboxScan")
    record Scan(@NotBlank @Size(max = 2000) String qr, @Pattern(regexp = NUMBER) String phoneNumber,
            @Size(min = 1, max = 100) String pushName) {
    }

    @Schema(name = "SandboxPairing")
    record Pair(@NotBlank @Size(max = 20) String code, @NotNull @Pattern(regexp = NUMBER) String phoneNumber,
            @Size(min = 1, max = 100) String pushName) {
    }

    @Schema(name = "SandboxAccount")
    record Account(String wid, String phoneNumber, String pushName) {

        static Account of(Phones.Owner owner) {
            return new Account(owner.wid(), "+" + owner.digits(), owner.pushName());
        }
    }
}
