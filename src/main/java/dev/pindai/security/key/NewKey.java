package dev.pindai.security.key;

import java.time.Instant;
import java.util.Set;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import dev.pindai.security.Scope;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What it takes to make a key. */
@Schema(name = "NewKey")
public record NewKey(
        @Schema(description = "For people; need not be unique", examples = "CRM in Bandung") @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*", message = "must not hold control characters") String name,
        @Schema(description = "What it may do; `admin` holds all the others") @NotEmpty @Size(max = 10) Set<@NotNull Scope> scopes,
        @Schema(description = "Ids of the only sessions it may touch; left out or `[\"*\"]` for all, those created later included", nullable = true) @Size(min = 1, max = 1000, message = NewKey.SOME) Set<@NotNull @Size(max = 40) String> sessions,
        @Schema(description = "The only addresses it counts from, such as `203.0.113.7`, `10.0.0.0/8` or `fd00::/8`; left out or `[\"*\"]` for all", nullable = true) @Size(min = 1, max = 100, message = NewKey.SOME) Set<@NotNull @Size(max = 50) String> addresses,
        @Schema(description = "When it ends by itself; left out for a key that lasts", nullable = true) Instant expiresAt,
        @Schema(description = "Whose key it is; left out for your own tenant. Another one may be named with the admin key of the configuration alone", nullable = true, examples = "melati") @Pattern(regexp = NewKey.TENANT, message = NewKey.TENANT_MESSAGE) String tenant) {

    /** What is wrong with a list of nothing. */
    static final String SOME = "must name some, or be [\"*\"] for all";
    /** How a tenant is called. */
    public static final String TENANT = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?";
    public static final String TENANT_MESSAGE = "must be small letters, digits and hyphens, 64 at most";
}
