package dev.pindai.link;

import java.time.Instant;

import dev.pindai.session.PairingCode;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the holder of a scan link may know of the session. */
@Schema(name = "ScanState")
record ScanState(
        @Schema(description = "As in `Session`, but for DISCONNECTED", enumeration = {
                "STOPPED", "STARTING", "SCAN_QR",
                "PASSKEY_REQUIRED", "AUTHENTICATED", "READY", "FAILED" }) String status,
        @Schema(description = "Why it failed, as far as a visitor can do something about it; else INTERNAL", nullable = true) String reason,
        @Schema(description = "The code to type into the phone, while one is good", nullable = true) PairingCode pairingCode,
        @Schema(description = "When the link expires") Instant expiresAt){
}
