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
    void whatADeadServiceLeftGoesWithTheNextStartAndNothingElse() throws IOException {
        var self = ProcessHandle.current();
        var live = Files.createDirectory(
                data.resolve(self.pid() + "-" + self.info().startInstant().orElseThrow().toEpochMilli()));
        var others = Files.createDirectory(data.resolve("others"));
        var dead = Files.createDirectory(data.resolve(self.pid() + "-1"));
        Files.createDirectories(dead.resolve("playwright-artifacts-abc/traces"));
        new TemporaryFiles(data).begin();
        assertThat(dead).doesNotExist();
        assertThat(live).exists();
        assertThat(others).exists();
    }

    @Test
    void thePlaceIsThereWheneverItIsAskedFor() throws IOException {
        var files = new TemporaryFiles(data);
        var place = files.place().orElseThrow();
        Files.writeString(place.resolve("left"), "by a driver");
        files.end();
        assertThat(place).isEmptyDirectory();
        assertThat(new TemporaryFiles(data.resolve("elsewhere")).place()).as("drivers know no other").contains(place);
        assertThat(place).isEmptyDirectory();
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
