package dev.pindai.security;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of the lock on everything. */
@ConfigMapping(prefix = "pindai.security")
public interface SecurityConfig {

    /**
     * The key that opens everything; 16 characters at least. Without it one is generated into the file {@code admin-key}
     * of the data directory.
     */
    Optional<String> adminKey();

    /** How long a sign-in to the pages lasts after its last use. */
    @WithDefault("12H")
    Duration signInIdle();

    /** How long a sign-in to the pages lasts at most, however much it is used. */
    @WithDefault("7d")
    Duration signInLifetime();

    /** Most sign-ins with one key, or of one person, at the same time; the one least used lately makes room for one more. */
    @WithDefault("20")
    int maxSignIns();
}
