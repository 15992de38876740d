package dev.pindai.session;

import java.time.Instant;
import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What an archive says of its session; the first file in it. Whoever has the passphrase can write any, so it has the limits of
 * what the API takes and the database keeps.
 *
 * @param format 1; a later one is not read
 * @param wid the account
 * @param browser major version of the browser that wrote the profile, or null if it was not known
 */
@RegisterForReflection
record ArchiveManifest(int format, Instant createdAt,
        @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*") String name,
        @Size(max = 32) Map<@NotBlank @Size(max = 64) @Pattern(regexp = "\\P{Cntrl}*") String, @NotNull @Size(max = 500) @Pattern(regexp = "[^\\x00]*") String> metadata,
        @Size(max = 64) @Pattern(regexp = "[^\\x00]*") String wid,
        @Size(max = 200) @Pattern(regexp = "[^\\x00]*") String pushName, Integer browser) {

    static final int FORMAT = 1;
    static final String FILE = "session.json";
}
