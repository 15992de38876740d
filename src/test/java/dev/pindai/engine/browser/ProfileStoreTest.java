package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import dev.pindai.engine.ProfileLimits;
import dev.pindai.engine.ProfileRefusedException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a profile goes into a zip, and what may come out of one. */
class ProfileStoreTest {

    private static final ProfileLimits LIMITS = new ProfileLimits(100_000, 10);

    private final UUID session = UUID.randomUUID();
    private ProfileStore store;

    @TempDir
    Path home;

    @BeforeEach
    void begin() {
        store = new ProfileStore(home.resolve("profiles"), home.resolve("imports"), new BrowserFinder(Optional.empty()));
    }

    @Test
    void whatPagesStoredGoesAlongAndNothingElse() throws IOException {
        for (var name : new String[] { "Default/IndexedDB/x/000003.log", "Default/Local Storage/leveldb/CURRENT",
                "Default/Cookies",
                "Default/Cache/f_1", "Default/Code Cache/js/1", "Default/Service Worker/CacheStorage/1/a",
                "Default/Service Worker/Database/CURRENT", "Default/Preferences", "Default/History", "Default/IndexedDB/x/LOCK",
                "browser.log", "Local State" }) {
            put(name, name);
        }
        Path secret = Files.writeString(home.resolve("secret"), "of somebody else");
        Files.createSymbolicLink(profile().resolve("Default/IndexedDB/link"), secret);

        var saved = entries(save(LIMITS));

        assertThat(saved).containsOnlyKeys("Default/IndexedDB/x/000003.log", "Default/Local Storage/leveldb/CURRENT",
                "Default/Cookies",
                "Default/Service Worker/Database/CURRENT");
        assertThat(saved).allSatisfy((name, content) -> assertThat(content).isEqualTo(name));
    }

    @Test
    void itComesBackForUsAlone() throws IOException {
        put("Default/IndexedDB/x/1", "one");
        var zip = save(LIMITS);
        UUID other = UUID.randomUUID();

        try (var staged = store.stage(in(zip), LIMITS)) {
            assertThat(home.resolve("profiles").resolve(other.toString())).as("nobody's yet").doesNotExist();
            staged.adopt(other);
        }

        Path file = home.resolve("profiles").resolve(other.toString()).resolve("Default/IndexedDB/x/1");
        assertThat(file).hasContent("one");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        for (Path above = file.getParent(); !above.equals(home.resolve("profiles")); above = above.getParent()) {
            assertThat(Files.getPosixFilePermissions(above)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        assertThat(home.resolve("imports")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = { "../x", "Default/../../x", "Default/IndexedDB/../../../x", "/etc/x", "Default/Preferences",
            "Default/IndexedDB/a\\..\\..\\x", "Default/IndexedDB/", "Default/IndexedDB//x",
            "Default/Extensions/x/manifest.json",
            "Local State", "Default/IndexedDB/./x", "C:x" })
    void whatDoesNotBelongThereIsRefused(String name) throws IOException {
        var zip = zip(Map.of("Default/IndexedDB/fine", "1", name, "evil"));
        assertThatThrownBy(() -> store.stage(in(zip), LIMITS)).isInstanceOf(ProfileRefusedException.class);
        assertThat(home.resolve("imports")).as("nothing is left").isEmptyDirectory();
        assertThat(home).isDirectoryNotContaining("glob:**x");
    }

    @Test
    void aFileInPlaceOfADirectoryIsRefused() throws IOException {
        var zip = zip(Map.of("Default/IndexedDB/a", "1", "Default/IndexedDB/a/b", "2"));
        assertThatThrownBy(() -> store.stage(in(zip), LIMITS)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.stage(in(zip(Map.of())), LIMITS)).isInstanceOf(ProfileRefusedException.class);
    }

    @Test
    void moreThanTheLimitsIsRefusedOnBothWays() throws IOException {
        put("Default/IndexedDB/bomb", "0".repeat(200_000));
        assertThatThrownBy(() -> save(LIMITS)).isInstanceOf(ProfileRefusedException.class).hasMessageContaining("bytes");
        var bomb = save(new ProfileLimits(1_000_000, 10));
        assertThat(bomb.length).as("it is packed small").isLessThan(10_000);
        assertThatThrownBy(() -> store.stage(in(bomb), LIMITS)).isInstanceOfSatisfying(ProfileRefusedException.class,
                refused -> assertThat(refused.tooLarge()).isTrue());
        var many = new TreeMap<String, String>();
        for (int i = 0; i < 11; i++) {
            many.put("Default/IndexedDB/" + i, "");
        }
        assertThatThrownBy(() -> store.stage(in(zip(many)), LIMITS)).hasMessageContaining("10 files");
        assertThat(home.resolve("imports")).isEmptyDirectory();
    }

    private Path profile() {
        return home.resolve("profiles").resolve(session.toString());
    }

    private void put(String name, String content) throws IOException {
        Path file = profile().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private byte[] save(ProfileLimits limits) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            store.save(session, zip, limits);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : new TreeMap<>(files).entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> entries(byte[] bytes) throws IOException {
        var entries = new TreeMap<String, String>();
        try (var zip = in(bytes)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private static ZipInputStream in(byte[] zip) {
        return new ZipInputStream(new ByteArrayInputStream(zip));
    }
}
