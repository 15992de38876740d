package dev.pindai.session;

import java.time.Duration;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a session in trouble is mended: wait, reload the page, restart the browser, give up. */
@ConfigMapping(prefix = "pindai.heal")
public interface HealConfig {

    /** How long WhatsApp Web may try to reconnect by itself before its page is loaded anew. */
    @WithDefault("60s")
    Duration waitTime();

    /** How long a page that was loaded anew may take to be ready before its browser is restarted. */
    @WithDefault("60s")
    Duration reloadTime();

    /** Pause before the first restart of a browser; it doubles with each further one, and varies by a quarter. */
    @WithDefault("2s")
    Duration backoff();

    /** The longest such pause. */
    @WithDefault("5m")
    Duration maxBackoff();

    /** Browser restarts before the session fails; 0 lets it fail at once. */
    @WithDefault("15")
    @Min(0)
    int maxRestarts();

    /** How long a session must have been ready until its earlier restarts count no more. */
    @WithDefault("10m")
    Duration stableAfter();
}
