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

/** What it takes to make a webhook. */
@Schema(name = "NewWebhook")
public record NewWebhook(
        @Schema(description = "Where events are posted, `https` or `http`", examples = "https://example.com/pindai") @NotBlank @Size(max = 2000) String url,
        @Schema(description = "Ids of the sessions whose events are sent; left out or `[\"*\"]` for all, those created later included", nullable = true) @Size(min = 1, max = 1000, message = NewWebhook.SOME) Set<@NotNull @Size(max = 40) String> sessions,
        @Schema(description = "Names of the events that are sent; left out or `[\"*\"]` for all", nullable = true) @Size(min = 1, max = 100, message = NewWebhook.SOME) Set<@NotNull @Size(max = 40) String> events,
        @Schema(description = "What requests are signed with; left out, one is made and given once, in the answer", nullable = true, writeOnly = true) @Size(min = 8, max = 256) @Pattern(regexp = "\\P{Cntrl}*") String secret,
        @Schema(description = "Headers of your own, sent along; their values are not given out again", nullable = true) @Size(max = 20) Map<@NotBlank String, @NotNull String> headers,
        @Schema(description = "False makes it paused", nullable = true, defaultValue = "true") Boolean enabled,
        @Schema(nullable = true) @Valid Retries retries,
        @Schema(description = "For each try, from the connection to the end of the answer; left out as `pindai.webhook.timeout` has it", nullable = true) @Min(1) @Max(60) Integer timeoutSeconds) {

    /** What is wrong with a list of nothing. */
    static final String SOME = "must name some, or be [\"*\"] for all";

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "NewWebhook[]";
    }
}
