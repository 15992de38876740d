package dev.pindai.event.live;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many listen. */
@ConfigMapping(prefix = "pindai.limit")
public interface ClientLimit {

    /** Live clients at once of one caller, such as a key, over all channels; 0 for no limit. */
    @WithDefault("2000")
    @Min(0)
    int liveClientsPerCaller();
}
