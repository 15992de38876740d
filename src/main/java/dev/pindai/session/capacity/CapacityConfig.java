package dev.pindai.session.capacity;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many sessions may run at once, and how much memory they may take. */
@ConfigMapping(prefix = "pindai.capacity")
public interface CapacityConfig {

    /** Most sessions that may run at once. */
    @WithDefault("50")
    @Min(1)
    int maxRunningSessions();

    /** What has to stay free after a start: for the database, the system, and for sessions that grow. */
    @WithDefault("256M")
    MemorySize minFreeMemory();

    /** What a session is expected to need while it starts. Afterwards counts what it really takes. */
    @WithDefault("400M")
    MemorySize sessionMemory();

    /** A session whose browser stays above this is given a new browser, without a new scan; 0 for no limit. */
    @WithDefault("1536M")
    MemorySize sessionMemoryCeiling();
}
