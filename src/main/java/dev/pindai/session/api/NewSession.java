package dev.pindai.session.api;

import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.pindai.event.webhook.NewWebhook;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What it takes to make a session. */
@Schema(name = "NewSession")
public record NewSession(
        @Schema(description = "For people; need not be unique", examples = "Toko Melati") @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*", message = "must not hold control characters") String name,
        @Schema(description = "Your own labels: at most 32, each up to 64 characters long with a value of up to 500", nullable = true) @Size(max = 32) Map<@NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*") String, @NotNull @Size(max = 500) @Pattern(regexp = "[^\\x00]*") String> metadata,
        @Schema(description = "Its own way to WhatsApp; left out for the direct one", nullable = true) @Valid ProxyRequest proxy,
        @Schema(description = "Webhooks of its own: they hear of it alone, from its creation on, and are removed with it; their `sessions` are left out", nullable = true) @Size(max = 10) List<@NotNull @Valid NewWebhook> webhooks) {
}
