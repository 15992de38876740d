package dev.pindai.engine.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the proxies of sessions are reached. Which session has which is said over the API. */
@ConfigMapping(prefix = "pindai.proxy")
public interface ProxyConfig {

    /** How long a proxy may take until a connection through it stands; below {@code pindai.browser.navigation-timeout}. */
    @WithDefault("10s")
    Duration connectTimeout();

    /**
     * Addresses that proxies may have though they are private, loopback or otherwise not of the public internet: ranges, single
     * addresses, and names of hosts.
     */
    Optional<List<String>> allowedNetworks();

    /** A PEM file with certificates that are trusted of {@code https://} proxies besides those Java trusts. */
    Optional<Path> trustedCertificates();
}
