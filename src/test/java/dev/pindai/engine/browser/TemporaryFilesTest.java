package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed browsers and drivers leave is removed, and nothing else. */
class TemporaryFilesTest {

    @TempDir
    Path data;

    @Test
    void whatADeadServiceLeftGoesWithTheNextStart() throws IOException {
        var ended = new ProcessBuilder("true").start();
        var dead = Files.createDirectories(data.resolve(ended.pid() + "-1-abc"));
        Files.createDirectories(dead.resolve("playwright-artifacts-abc/traces"));
        var next = new TemporaryFiles(data);
        var place = next.begin().orElseThrow();
        assertThat(dead).doesNotExist();
        assertThat(place).isEmptyDirectory();
        Files.writeString(place.resolve("left"), "by a browser");
        next.end();
        assertThat(place).doesNotExist();
    }

    @Test
    void whatALiveServiceUsesAndWhatIsNobodysStays() throws IOException {
        var others = Files.createDirectory(data.resolve("others"));
        var used = new TemporaryFiles(data).begin().orElseThrow();
        var files = new TemporaryFiles(data);
        files.begin();
        files.end();
        assertThat(used).exists();
        assertThat(others).exists();
    }

    @Test
    void theSocketOfAKilledBrowserGoesWithItsLock() throws IOException {
        var place = Files.createDirectory(data.resolve("org.chromium.Chromium.aBcDeF"));
        Files.writeString(place.resolve("SingletonSocket"), "");
        Files.createSymbolicLink(place.resolve("SingletonCookie"), Path.of("12345"));
        TemporaryFiles.removeSocket(
                Files.createSymbolicLink(data.resolve("SingletonSocket"), place.resolve("SingletonSocket")));
        assertThat(place).doesNotExist();

        var elsewhere = Files.createDirectory(data.resolve("elsewhere"));
        TemporaryFiles.removeSocket(
                Files.createSymbolicLink(data.resolve("OtherSocket"), elsewhere.resolve("SingletonSocket")));
        assertThat(elsewhere).exists();
    }
}
