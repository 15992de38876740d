package dev.pindai.session;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one tenant may have. */
@ConfigMapping(prefix = "pindai.limit")
public interface TenantLimit {

    /**
     * Sessions of one tenant other than {@code default}; one more answers 409 {@code TOO_MANY_SESSIONS}. 0 for no limit but
     * that
     * of all together.
     */
    @WithDefault("200")
    @Min(0)
    int sessionsPerTenant();
}
