package dev.pindai.session;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long, and how often, a session waits for its QR. */
@ConfigMapping(prefix = "pindai.qr")
public interface QrConfig {

    /** From start to the first QR of a session without a link; then {@code qr_timeout} with phase {@code GENERATION}. */
    @WithDefault("30s")
    Duration generationTimeout();

    /** Codes shown before {@code qr_timeout} with phase {@code SCAN} closes the browser; WhatsApp rotates six by itself. */
    @WithDefault("6")
    @Min(1)
    @Max(100)
    int maxAttempts();

    /** How long a pairing code is taken to be valid (WhatsApp does not say); then {@code pairing_code_expired}. */
    @WithDefault("160s")
    Duration pairingCodeTtl();
}
