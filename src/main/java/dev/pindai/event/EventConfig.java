package dev.pindai.event;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the log is kept. */
@ConfigMapping(prefix = "pindai.event")
public interface EventConfig {

    /**
     * How long events are kept; 0 keeps them for ever. The newest status and QR of a session that exists are always kept.
     */
    @WithDefault("7d")
    Duration retention();

    /** How often those that are older are looked for and removed. */
    @WithDefault("10m")
    Duration retentionInterval();
}
