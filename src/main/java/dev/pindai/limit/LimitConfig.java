package dev.pindai.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.validation.constraints.Min;

import io.quarkus.runtime.configuration.MemorySize;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How much one caller, one address and one connection may take. The defaults are such that no honest client meets them. Each
 * number of 0 is no limit. Limits of live clients and of sessions are kept where those are.
 */
@ConfigMapping(prefix = "pindai.limit")
public interface LimitConfig {

    /** Requests a minute of one caller, such as a key: all that go to the API and the pages. */
    @WithDefault("12000")
    @Min(0)
    long requestsPerCaller();

    /** Requests a minute of one address by whoever shows no key; of IPv6 a network of 64 bits counts as one. */
    @WithDefault("3000")
    @Min(0)
    long requestsPerAddress();

    /** Wrong keys in ten minutes from one address, on whatever way they come; then none that it shows is looked at. */
    @WithDefault("30")
    @Min(0)
    long failedAttempts();

    /** Addresses and ranges whose requests are not counted at all. */
    Optional<List<String>> unlimitedAddresses();

    /** The largest body of a request, where nothing else is said of its path. */
    @WithDefault("1M")
    MemorySize bodySize();

    /** How long a connection may take until the head of a request is there, TLS included. */
    @WithDefault("20s")
    Duration headTimeout();

    /** How long a body may take, and a second more for each 16 KB of it that is there. */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** How long a connection is kept for the next request; it is ended before twice this time has passed. */
    @WithDefault("75s")
    Duration keepAlive();

    /** Connections at once. */
    @WithDefault("10000")
    @Min(0)
    int connections();

    /** Connections at once from one address that is no trusted proxy. */
    @WithDefault("2000")
    @Min(0)
    int connectionsPerAddress();
}
