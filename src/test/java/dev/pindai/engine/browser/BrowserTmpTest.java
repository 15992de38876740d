package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers get a directory of their own where a socket's path stays short enough, and none of it outlives them. */
class BrowserTmpTest {

    @TempDir
    Path system;

    @Test
    void theDirectoryGoesWithTheBrowsers() throws IOException {
        var parent = Path.of("/tmp").toRealPath();
        var temporary = new BrowserTmp(parent);
        var place = temporary.place().orElseThrow();
        Files.createDirectory(place.resolve("org.chromium.Chromium.aBcDeF"));
        assertThat(temporary.place()).contains(place);
        assertThat(place.getParent()).isEqualTo(parent);
        temporary.end();
        assertThat(place).doesNotExist();
    }

    @Test
    void whereASocketsPathWouldBeTooLongNothingIsMade() throws IOException {
        var deep = Files.createDirectory(system.resolve("as-deep-as-a-checkout-that-somebody-works-in-may-well-be"));
        var temporary = new BrowserTmp(deep);
        assertThat(temporary.place()).isEmpty();
        assertThat(deep).isEmptyDirectory();
        temporary.end();
    }
}
