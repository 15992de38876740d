package dev.pindai.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory is for the service's user alone, whoever made it. */
class DataDirTest {

    @TempDir
    Path directory;

    @Test
    void whatItMakesIsForUsAlone() throws IOException {
        var root = directory.resolve("deep/data");
        assertThat(mode(new DataDir(root).directory("profiles"))).isEqualTo("rwx------");
        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(new DataDir(directory.resolve("other")).file("admin-key")).doesNotExist();
        assertThat(mode(directory.resolve("other"))).isEqualTo("rwx------");
    }

    @Test
    void oneThatSomebodyElseMadeIsClosed() throws IOException {
        var root = Files.createDirectory(directory.resolve("volume"));
        Files.createDirectory(root.resolve("profiles"));
        for (var open : new Path[] { root.resolve("profiles"), root }) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(mode(new DataDir(root).directory("profiles"))).isEqualTo("rwx------");
        assertThat(mode(root)).isEqualTo("rwx------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
