package dev.pindai.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTestProfile;

/** The sandbox on, with a data directory of its own below {@code target} and a key that the tests know. */
public class SandboxProfile implements QuarkusTestProfile {

    static final String KEY = "sandbox-test-key-0123456789abcdef";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("pindai.sandbox.enabled", "true", "pindai.data-dir", newDataDir().toString(),
                "pindai.security.admin-key", KEY);
    }

    static Path newDataDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "sandbox-data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
