package dev.pindai.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.pindai.shared.ProblemException;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The virtual authenticator in the simulated phone: signs for the accounts that have a passkey, for a page of theirs and
 * for no other, as a browser and its authenticator do together.
 */
final class Authenticator {

    /** Present, verified, and a passkey that is kept in several places. */
    private static final byte FLAGS = PasskeyRequest.FLAG_USER_PRESENT | PasskeyRequest.FLAG_USER_VERIFIED | 0x08 | 0x10;
    private static final String BASE64URL = "[A-Za-z0-9_-]+";
    private static final String IP_ADDRESS = "[0-9.]+|\\[.*";

    private Authenticator() {
    }

    /** @throws ProblemException 400 {@code PASSKEY_ORIGIN}, 404 {@code PASSKEY_UNKNOWN} */
    static Assertion sign(Request request, Passkeys passkeys) {
        var host = host(request.origin);
        var rpId = request.publicKey.rpId == null ? host : request.publicKey.rpId;
        if (host.matches(IP_ADDRESS) || !host.equals(rpId) && !host.endsWith("." + rpId)) {
            throw new ProblemException(400, "PASSKEY_ORIGIN", "A page at " + request.origin + " may not ask for a passkey of \""
                    + rpId + "\": the host must be that name or end with it, and may not be an IP address.");
        }
        var passkey = chosen(request, passkeys);
        var clientData = clientData(request);
        var data = ByteBuffer.allocate(37).put(PasskeyKeys.sha256(rpId.getBytes(UTF_8))).put(FLAGS).putInt(0).array();
        var signature = PasskeyKeys.sign(passkey, data, PasskeyKeys.sha256(clientData));
        return new Assertion(passkey.id(), passkey.id(), "public-key", "cross-platform", Map.of(),
                new Assertion.Response(PasskeyKeys.text(clientData), PasskeyKeys.text(data), PasskeyKeys.text(signature),
                        PasskeyKeys.text(passkey.wid().getBytes(UTF_8))));
    }

    private static Passkey chosen(Request request, Passkeys passkeys) {
        var allowed = request.publicKey.allowCredentials == null ? List.<String> of()
                : request.publicKey.allowCredentials.stream().map(Credential::id).toList();
        return passkeys.all().stream()
                .filter(passkey -> allowed.isEmpty() || allowed.contains(passkey.id()))
                .filter(passkey -> request.wid == null || request.wid.equals(passkey.wid()))
                .findFirst().orElseThrow(() -> new ProblemException(404, "PASSKEY_UNKNOWN",
                        "No simulated phone has a passkey that is asked for. An account gets its passkey with the first scan "
                                + "that has to show one (fault PASSKEY)."));
    }

    private static byte[] clientData(Request request) {
        var said = new LinkedHashMap<String, Object>();
        said.put("type", "webauthn.get");
        said.put("challenge", request.publicKey.challenge);
        said.put("origin", request.origin);
        said.put("crossOrigin", false);
        return new ObjectMapper().valueToTree(said).toString().getBytes(UTF_8);
    }

    private static String host(String origin) {
        try {
            var host = URI.create(origin).getHost();
            if (host != null) {
                return host;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new ProblemException(400, "PASSKEY_ORIGIN", "origin must be that of the page, such as http://localhost:8080.");
    }

    /**
     * What the phone is asked to sign.
     *
     * @param origin the page's; a browser would fill it in by itself
     * @param wid which account signs, where several may
     */
    @Schema(name = "SandboxPasskeyRequest")
    record Request(@NotNull @Valid Options publicKey, @NotBlank @Size(max = 300) String origin,
            @Size(max = 64) String wid) {
    }

    /** WebAuthn's PublicKeyCredentialRequestOptionsJSON, as far as it matters here. */
    @Schema(name = "SandboxPasskeyOptions")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Options(@NotNull @Size(max = 2000) @Pattern(regexp = BASE64URL) String challenge, @Size(max = 253) String rpId,
            @Size(max = 100) List<@NotNull @Valid Credential> allowCredentials) {
    }

    /** One passkey that may sign. */
    @Schema(name = "SandboxPasskeyId")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Credential(@NotNull @Size(max = 2000) @Pattern(regexp = BASE64URL) String id) {
    }
}
