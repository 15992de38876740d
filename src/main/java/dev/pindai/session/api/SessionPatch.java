package dev.pindai.session.api;

import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be changed of a session; what is left out stays as it is. */
@Schema(name = "SessionPatch")
public record SessionPatch(
        @Schema(nullable = true) @Size(max = 100) @Pattern(regexp = "(?=.*\\S)\\P{Cntrl}*", message = "must not be blank, nor hold control characters") String name,
        @Schema(description = "Replaces all labels", nullable = true) @Size(max = 32) Map<@NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*") String, @NotNull @Size(max = 500) @Pattern(regexp = "[^\\x00]*") String> metadata) {
}
