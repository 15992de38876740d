package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import dev.pindai.flow.Tour;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** What a packaged application that Quarkus starts for a test is told: a key, a data directory of its own, the sandbox. */
public final class PackagedService implements QuarkusTestResourceLifecycleManager {

    private Path data;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "packaged").toAbsolutePath()), "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Ports that are known beforehand: the metrics of two servers don't fit to each other if one has a port 0.
        var settings = new HashMap<>(Map.of("quarkus.http.port", String.valueOf(Ports.free()),
                "pindai.security.admin-key", PindaiProcess.KEY, "pindai.data-dir", data.toString(),
                "quarkus.management.port", String.valueOf(Ports.free())));
        for (String setting : Tour.SETTINGS) {
            settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return settings;
    }

    @Override
    public void stop() {
        if (data != null) {
            org.assertj.core.util.Files.delete(data.toFile());
        }
    }
}
