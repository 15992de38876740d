package dev.pindai.security.key;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.pindai.security.Scope;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A key as callers see it: all but its text. */
@Schema(name = "Key", description = "Lets a program in")
public record KeyView(UUID id, @Schema(examples = "default") String tenant,
        @Schema(examples = "CRM in Bandung") String name,
        @Schema(description = "How its text begins", examples = "pindai_k3v9x0ab") String prefix,
        List<Scope> scopes,
        @Schema(description = "Ids of sessions, or `*` for all", examples = "*") List<String> sessions,
        @Schema(description = "Addresses and ranges, or `*` for all", examples = "*") List<String> addresses,
        @Schema(description = "When it ends by itself, or null", nullable = true) Instant expiresAt, Instant createdAt,
        @Schema(description = "To the minute; null if it was never used", nullable = true) Instant lastUsedAt,
        @Schema(description = "Since when it lets nobody in any more, or null", nullable = true) Instant revokedAt,
        @Schema(description = "How long the text before the last rotation still counts, or null", nullable = true) Instant previousUntil,
        @Schema(description = "Its text; only in the answer to the call that made it", nullable = true) @JsonInclude(JsonInclude.Include.NON_NULL) String key) {

    private static final List<String> ALL = List.of("*");

    /** @param key its text, to be shown this once, or null */
    static KeyView of(ApiKey row, String key, Instant now) {
        return new KeyView(row.id, row.tenant, row.name, "pindai_" + row.prefix,
                Stream.of(row.scopes).map(Scope::of).sorted().toList(),
                row.sessions.length == 0 ? ALL : Stream.of(row.sessions).map(UUID::toString).toList(),
                row.addresses.length == 0 ? ALL : List.of(row.addresses), row.expiresAt, row.createdAt, row.lastUsedAt,
                row.revokedAt, row.previousHash != null && row.previousUntil.isAfter(now) ? row.previousUntil : null, key);
    }

    /** The key never reaches a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "KeyView[" + id + "]";
    }
}
