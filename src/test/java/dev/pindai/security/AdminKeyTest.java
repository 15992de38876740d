package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin key and where its holder may come from, without a server. */
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
