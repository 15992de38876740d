package dev.pindai.audit;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long the audit is kept. */
@ConfigMapping(prefix = "pindai.audit")
public interface AuditConfig {

    /** How long rows are kept; 0 keeps them for ever. */
    @WithDefault("365d")
    Duration retention();

    /** How often those that are older are looked for and removed. */
    @WithDefault("1h")
    Duration retentionInterval();
}
