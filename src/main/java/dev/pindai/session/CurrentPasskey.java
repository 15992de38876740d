package dev.pindai.session;

import java.time.Instant;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What WhatsApp asks of a passkey now, for whoever can sign it. */
@Schema(name = "PasskeyRequest")
public record CurrentPasskey(
        @Schema(description = "WebAuthn's PublicKeyCredentialRequestOptionsJSON") Map<String, Object> publicKey,
        @Schema(description = "Where the page is; the assertion's clientDataJSON must name it", examples = "https://web.whatsapp.com") String origin,
        @Schema(description = "After it the session fails with PASSKEY_REQUIRED") Instant expiresAt) {
}
