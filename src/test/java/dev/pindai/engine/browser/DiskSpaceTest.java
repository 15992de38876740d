package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is as it is; what is asked of it differs. */
class DiskSpaceTest {

    @TempDir
    Path directory;

    @Test
    void aBrowserThatRunsGoesOnWithATenthOfWhatItTakesToStartOne() throws IOException {
        long free = Files.getFileStore(directory).getUsableSpace();
        Path profiles = directory.resolve("not").resolve("made yet");

        assertThat(new DiskSpace(profiles, free / 2).tooLittleToStart()).isEmpty();
        assertThat(new DiskSpace(profiles, free * 5).tooLittleToStart()).hasValueSatisfying(
                words -> assertThat(words).contains("is full", "MB are needed", "pindai.browser.min-free-disk"));
        assertThat(new DiskSpace(profiles, free * 5).tooLittleToGoOn()).isEmpty();
        assertThat(new DiskSpace(profiles, free * 20).tooLittleToGoOn()).isPresent();
        assertThat(new DiskSpace(profiles, 0).tooLittleToStart()).isEmpty();
    }
}
