package dev.pindai.event.live;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The limits of live clients, whatever channel they use. Keys that begin with {@code pindai.websocket} are their old names. */
@ConfigMapping(prefix = "pindai.live")
public interface LiveConfig {

    /** Frames that may wait for one client; a client that falls further behind is closed with code 4408. */
    @WithDefault("${pindai.websocket.queue:256}")
    @Min(16)
    @Max(100_000)
    int queue();

    /** How often clients are pinged; one that answered none for three times as long is closed. */
    @WithDefault("${pindai.websocket.ping-interval:20s}")
    Duration pingInterval();

    /**
     * How often the log is looked at for events that were not told of at their commit, such as those of another process on
     * the same database. Those that were told of need no look.
     */
    @WithDefault("2s")
    Duration lookInterval();
}
