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
}
