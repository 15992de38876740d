package dev.pindai.link;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What it takes to make a scan link. */
@Schema(name = "NewScanLink")
record NewScanLink(
        @Schema(description = "Seconds until it expires; left out as `pindai.link.lifetime` has it, a day", nullable = true, examples = "3600") @Min(60) Long expiresIn,
        @Schema(description = "How many times an account can be linked by it", nullable = true, defaultValue = "1") @Min(1) @Max(100) Integer uses,
        @Schema(description = "Language of its page, `en` or `id`; left out, that of the visitor's browser", nullable = true) @Pattern(regexp = "en|id", message = "must be en or id, or left out") String locale,
        @Schema(description = "Where its page leads afterwards; its origin must be in `pindai.link.return-origins`", nullable = true, examples = "https://shop.example.com/thanks") @Size(max = 2000) String returnUrl,
        @Schema(description = "Who sends it, for the eyes of whoever opens it", nullable = true, examples = "Toko Melati") @Size(max = 80) @Pattern(regexp = "\\P{Cntrl}*", message = "must not hold control characters") String label) {
}
