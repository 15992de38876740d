package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** This JVM stands for the browser: it has the files open. */
class OpenFilesTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    Path profile;

    @ParameterizedTest
    @ValueSource(strings = { "IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/000003.log", "Local Storage/leveldb/LOCK",
            "Service Worker/Database/LOG", "Network/Cookies" })
    void whatPagesStoredIsWaitedFor(String name) throws IOException {
        var file = file("Default/" + name);
        try (var open = Files.newOutputStream(file)) {
            assertThat(OpenFiles.gone(profile, ProcessHandle.current(), AT_ONCE)).isFalse();
            open.write(1);
        }
        assertThat(OpenFiles.gone(profile, ProcessHandle.current(), AT_ONCE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "Default/DIPS", "Default/Shortcuts", "Default/Network Action Predictor-journal", "Local State" })
    void whatTheBrowserKeepsForItselfIsNot(String name) throws IOException {
        try (var open = Files.newOutputStream(file(name))) {
            open.write(1);
            assertThat(OpenFiles.gone(profile, ProcessHandle.current(), AT_ONCE)).isTrue();
        }
    }

    @Test
    void anotherProfileIsNobodysBusiness() throws IOException {
        try (var open = Files.newOutputStream(file("Default/IndexedDB/LOCK"))) {
            open.write(1);
            assertThat(OpenFiles.gone(profile.resolveSibling("another"), ProcessHandle.current(), AT_ONCE)).isTrue();
        }
    }

    private Path file(String name) throws IOException {
        var file = profile.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
