package dev.pindai.engine.relay;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A relay's settings as a test wants them. */
record Waits(Duration connectTimeout, Optional<Path> trustedCertificates) implements ProxyConfig {
}
