package dev.pindai.event.webhook;

import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be changed of a webhook; what is left out stays as it is. */
@Schema(name = "WebhookPatch")
public record WebhookChange(
        @Schema(nullable = true) @Size(max = 2000) @Pattern(regexp = ".*\\S.*", message = "must not be blank") String url,
        @Schema(description = "Replaces all; `[\"*\"]` for every session", nullable = true) @Size(min = 1, max = 1000, message = NewWebhook.SOME) Set<@NotNull @Size(max = 40) String> sessions,
        @Schema(description = "Replaces all; `[\"*\"]` for every event", nullable = true) @Size(min = 1, max = 100, message = NewWebhook.SOME) Set<@NotNull @Size(max = 40) String> events,
        @Schema(description = "Replaces the one before, from the next try on", nullable = true, writeOnly = true) @Size(min = 8, max = 256) @Pattern(regexp = "\\P{Cntrl}*") String secret,
        @Schema(description = "True makes a new secret, given once, in the answer", nullable = true) Boolean rotateSecret,
        @Schema(description = "Replaces all; a value `•••` keeps the one that is there. Needed, with all values, where the `url` goes to another scheme, host or port and there are headers", nullable = true) @Size(max = 20) Map<@NotBlank String, @NotNull String> headers,
        @Schema(description = "True sends what waits, false pauses", nullable = true) Boolean enabled,
        @Schema(nullable = true) @Valid Retries retries, @Schema(nullable = true) @Min(1) @Max(60) Integer timeoutSeconds) {

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "WebhookChange[]";
    }

    /** Whether it may mend what failed, so that waiting for the next try is over. */
    boolean mends() {
        return url != null || secret != null || Boolean.TRUE.equals(rotateSecret) || headers != null
                || Boolean.TRUE.equals(enabled)
                || timeoutSeconds != null;
    }
}
