package dev.pindai.sandbox;

import java.util.Map;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** What an authenticator answers: WebAuthn's AuthenticationResponseJSON, with its bytes as base64url. */
@Schema(name = "SandboxPasskeyAssertion")
@JsonIgnoreProperties(ignoreUnknown = true)
@RegisterForReflection
record Assertion(String id, String rawId, String type, String authenticatorAttachment,
        Map<String, Object> clientExtensionResults, Response response) {

    /** The signed part. */
    @Schema(name = "SandboxPasskeyResponse")
    @JsonIgnoreProperties(ignoreUnknown = true)
    @RegisterForReflection
    record Response(String clientDataJSON, String authenticatorData, String signature, String userHandle) {
    }
}
