package dev.pindai.engine.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A relay's settings as a test wants them. */
record Waits(Duration connectTimeout, Optional<List<String>> allowedNetworks,
        Optional<Path> trustedCertificates) implements ProxyConfig {
}
