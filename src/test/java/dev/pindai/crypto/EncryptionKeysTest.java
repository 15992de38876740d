package dev.pindai.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys come from, and what is said of one that can't be used. */
class EncryptionKeysTest {

    private static final String ONE = "one:" + "A".repeat(43) + "=";

    @TempDir
    Path directory;

    @Test
    void withoutOneAKeyIsMadeOnceForUsAlone() throws IOException {
        var file = directory.resolve("encryption-key");
        var made = EncryptionKeys.read(List.of(), file);
        assertThat(made).hasSize(1);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(EncryptionKeys.read(List.of(), file)).usingElementComparator((a, b) -> a.sameAs(b) ? 0 : 1).isEqualTo(made);
    }

    @Test
    void aConfiguredKeyComesFirstAndThatOfTheFileStillReads() {
        var file = directory.resolve("encryption-key");
        var made = EncryptionKeys.read(List.of(), file).getFirst();
        assertThat(new EncryptionKeys(EncryptionKeys.read(List.of(ONE), file)).first().id()).isEqualTo("one");
        assertThat(new EncryptionKeys(EncryptionKeys.read(List.of(ONE), file)).find(made.id())).isPresent();
        assertThat(EncryptionKeys.read(List.of(ONE), directory.resolve("none"))).hasSize(1);
        assertThat(directory.resolve("none")).as("not needed").doesNotExist();
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutBeingRepeated() {
        var file = directory.resolve("none");
        assertThatThrownBy(() -> EncryptionKeys.read(List.of("rahasia"), file)).hasMessageContaining("id:key")
                .hasMessageNotContaining("rahasia");
        assertThatThrownBy(() -> EncryptionKeys.read(List.of("a:cmFoYXNpYQ=="), file)).hasMessageContaining("32 bytes")
                .hasMessageNotContaining("cmFoYXNpYQ");
        assertThatThrownBy(() -> new EncryptionKeys(
                List.of(EncryptionKey.parse(ONE, ""), EncryptionKey.parse("one:" + "B".repeat(42) + "A=", ""))))
                .hasMessageContaining("'one'");
        assertThat(EncryptionKey.parse(ONE, "")).hasToString("EncryptionKey[one]");
    }
}
