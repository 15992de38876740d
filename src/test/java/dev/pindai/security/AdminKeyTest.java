package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key and the sign-ins made with it, without a server. */
class AdminKeyTest {

    @TempDir
    Path directory;

    @Test
    void isGeneratedOnceIntoAFileOnlyWeCanRead() throws IOException {
        var file = directory.resolve("admin-key");
        var key = AdminKey.ofFile(file);
        assertThat(key).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(AdminKey.ofFile(file)).isEqualTo(key);
    }

    @Test
    void anEmptyFileOfACrashedStartIsReplaced() throws IOException {
        var file = Files.createFile(directory.resolve("admin-key"));
        assertThat(AdminKey.ofFile(file)).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void theConfiguredOneCountsAndNoOther() {
        var key = new AdminKey("configured-by-somebody");
        assertThat(key.matches("configured-by-somebody")).isTrue();
        assertThat(key.matches("configured-by-someone")).isFalse();
        assertThat(key.matches("")).isFalse();
        assertThat(key.matches(null)).isFalse();
    }

    @Test
    void oneThatCouldBeGuessedIsRefused() {
        assertThatThrownBy(() -> new AdminKey("short")).hasMessageContaining("pindai.security.admin-key");
    }

    @Test
    void aSignInEndsWhenNobodyUsesIt() {
        var now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        var sessions = new WebSessions(Duration.ofHours(12), now::get);
        var used = sessions.open();
        var forgotten = sessions.open();
        now.updateAndGet(time -> time.plus(Duration.ofHours(11)));
        assertThat(sessions.isOpen(used)).isTrue();
        now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
        assertThat(sessions.isOpen(used)).isTrue();
        assertThat(sessions.isOpen(forgotten)).isFalse();
        assertThat(sessions.isOpen(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "localhost, true", "LOCALHOST:8080, true", "127.0.0.1:8080, true", "[::1]:8080, true", "[::1], true",
            "localhost.evil.example, false", "127.0.0.1.evil.example:8080, false", "evil.example, false",
            "localhost:80@evil.example, false", "10.0.0.1, false" })
    void onlyThisMachinesOwnNamesAreLocal(String host, boolean local) {
        assertThat(LocalSignIn.isLocal(host)).isEqualTo(local);
        assertThat(LocalSignIn.isLocal(null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "http://pindai.test:8080, pindai.test:8080, true", "https://pindai.test, pindai.test, true",
            "https://pindai.test, pindai.test:443, true", "http://pindai.test:80, pindai.test, true",
            "http://pindai.test:8081, pindai.test:8080, false", "https://evil.example, pindai.test, false",
            "null, pindai.test, false", "https://pindai.test.evil.example, pindai.test, false", "'', pindai.test, false",
            "'not an origin', pindai.test, false" })
    void anOriginIsOwnIfItIsWhereTheRequestWent(String origin, String host, boolean own) {
        assertThat(OriginPolicy.isOwn(origin, host)).isEqualTo(own);
    }
}
