package dev.pindai.security.api;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a key is rotated: what is left out is a day. */
@Schema(name = "KeyRotation")
public record KeyRotation(
        @Schema(description = "How long the old text still counts; 0 ends it at once, with the connections that it opened", defaultValue = KeyRotation.DAY, nullable = true) @Min(0) @Max(2_592_000) Long graceSeconds) {

    static final String DAY = "86400";
    /** Of whoever says nothing. */
    static final KeyRotation USUAL = new KeyRotation(null);

    Duration grace() {
        return Duration.ofSeconds(graceSeconds == null ? Long.parseLong(DAY) : graceSeconds);
    }
}
