package dev.pindai.session;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What WhatsApp asks of a passkey now, for whoever can sign it. */
@Schema(name = "PasskeyRequest")
public record CurrentPasskey(
        @Schema(type = SchemaType.OBJECT, description = "WebAuthn's PublicKeyCredentialRequestOptionsJSON") JsonNode publicKey,
        @Schema(description = "Where the page is; the assertion's clientDataJSON must name it", examples = "https://web.whatsapp.com") String origin,
        @Schema(description = "After it the session fails with PASSKEY_REQUIRED") Instant expiresAt) {
}
