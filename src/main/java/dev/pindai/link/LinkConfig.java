package dev.pindai.link;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of scan links. */
@ConfigMapping(prefix = "pindai.link")
public interface LinkConfig {

    /**
     * Where people reach Pindai, such as {@code https://wa.example.com}; without it the address of the request that makes a
     * link.
     */
    Optional<String> baseUrl();

    /** Sites that a link may send people back to, as origins such as {@code https://shop.example.com}. */
    Optional<List<String>> returnOrigins();

    /** How long a link is good unless it says so itself. */
    @WithDefault("24h")
    Duration lifetime();

    /** The longest that a link may be good. */
    @WithDefault("30d")
    Duration maxLifetime();

    /** Open links that a session may have; making one more answers 409 {@code TOO_MANY_SCAN_LINKS}. */
    @WithDefault("10")
    @Min(1)
    int maxOpen();

    /** How often a link's page may start its session. */
    @WithDefault("20")
    @Min(1)
    int maxStarts();

    /** How many pairing codes a link's page may ask for: each makes a phone ring, and its number is the visitor's word. */
    @WithDefault("10")
    @Min(1)
    int maxPairingCodes();

    /** How long links that have expired stay in the list. */
    @WithDefault("30d")
    Duration keep();
}
