package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser and the driver are found where they usually are, and what is missing is said with its remedy. */
class FindersTest {

    @TempDir
    Path directory;

    @Test
    void theInstalledBrowserIsFoundWithItsVersion() {
        BrowserFinder.Browser browser = new BrowserFinder(Optional.empty()).find().orElseThrow();
        assertThat(browser.executable()).isAbsolute().isExecutable();
        assertThat(Integer.parseInt(browser.major())).isGreaterThan(100);
    }

    @Test
    void aProgramThatIsNoBrowserIsRefusedAndSaidSo() throws IOException {
        Path program = executable("broken", "#!/bin/sh\nexit 3\n");
        BrowserFinder finder = new BrowserFinder(Optional.of(program));
        assertThat(finder.find()).isEmpty();
        assertThat(finder.problem()).contains(program.toString(), "pindai.browser.executable");
    }

    @Test
    void aBrowserInstalledLaterIsFoundWithoutARestart() throws IOException {
        Path program = directory.resolve("late");
        BrowserFinder finder = new BrowserFinder(Optional.of(program));
        assertThat(finder.find()).isEmpty();
        executable("late", "#!/bin/sh\necho Chromium 201.2.3\n");
        assertThat(finder.find()).map(BrowserFinder.Browser::major).contains("201");
    }

    @Test
    void theBuildsDriverIsFound() {
        DriverFinder finder = new DriverFinder(Optional.empty());
        assertThat(finder.find()).hasValueSatisfying(driver -> {
            assertThat(driver.directory().resolve("package/cli.js")).isRegularFile();
            assertThat(driver.node()).isAbsolute().isExecutable();
        });
        assertThat(finder.problem()).isNull();
    }

    @Test
    void aDriverDirectoryWithoutADriverIsSaidSo() {
        DriverFinder finder = new DriverFinder(Optional.of(directory));
        assertThat(finder.find()).isEmpty();
        assertThat(finder.problem()).contains("pindai.browser.driver-dir", directory.toString());
    }

    private Path executable(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
