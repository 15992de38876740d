package dev.pindai.session;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How big the archive of a session may be. */
@ConfigMapping(prefix = "pindai.archive")
public interface ArchiveConfig {

    /** Most bytes of an archive, and of the files in it. */
    @WithDefault("2G")
    MemorySize maxSize();

    /** Most files in an archive. */
    @WithDefault("20000")
    @Min(1)
    int maxFiles();
}
