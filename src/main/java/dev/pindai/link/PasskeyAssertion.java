package dev.pindai.link;

import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An authenticator's answer in the form that {@code PublicKeyCredential.toJSON()} gives: WebAuthn's
 * AuthenticationResponseJSON. All bytes are base64url. For the API's description; what comes in is read by
 * {@link PasskeyReader}.
 */
@Schema(name = "PasskeyAssertion", description = "WebAuthn's AuthenticationResponseJSON, bytes as base64url")
record PasskeyAssertion(
        @Schema(description = "The credential's id", required = true, maxLength = PasskeyReader.LONGEST_ID) String id,
        @Schema(description = "The same again", required = true, maxLength = PasskeyReader.LONGEST_ID) String rawId,
        @Schema(required = true, enumeration = "public-key") String type,
        @Schema(nullable = true, examples = "platform") String authenticatorAttachment,
        @Schema(description = "{} if there are none") Map<String, Object> clientExtensionResults,
        @Schema(required = true) Response response) {

    /** What was signed, and the signature. */
    @Schema(name = "PasskeyAssertionResponse")
    record Response(@Schema(required = true, maxLength = PasskeyReader.LONGEST_PART) String clientDataJSON,
            @Schema(required = true, maxLength = PasskeyReader.LONGEST_PART) String authenticatorData,
            @Schema(required = true, maxLength = PasskeyReader.LONGEST_PART) String signature,
            @Schema(nullable = true, maxLength = PasskeyReader.LONGEST_HANDLE) String userHandle) {
    }
}
