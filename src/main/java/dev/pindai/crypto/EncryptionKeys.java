package dev.pindai.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.shared.DataDir;

import org.jboss.logging.Logger;

/**
 * The keys that secrets in the database are encrypted with: those of the configuration, and those of a file that is made if
 * there are none.
 */
@Singleton
class EncryptionKeys {

    private static final Logger LOG = Logger.getLogger(EncryptionKeys.class);
    private static final String SETTING = "pindai.encryption.keys";

    private final List<EncryptionKey> keys;

    @Inject
    EncryptionKeys(EncryptionConfig config, DataDir dataDir) {
        this(read(config.keys().orElse(List.of()), dataDir.file("encryption-key")));
    }

    /** @param keys the first of which encrypts; one that stands twice counts once */
    EncryptionKeys(List<EncryptionKey> keys) {
        var distinct = new ArrayList<EncryptionKey>();
        for (var key : keys) {
            var known = distinct.stream().filter(other -> other.id().equals(key.id())).findFirst();
            if (known.isEmpty()) {
                distinct.add(key);
            } else if (!known.get().sameAs(key)) {
                throw new IllegalStateException("Two keys for the encryption of secrets are called '" + key.id()
                        + "': give one of them another id");
            }
        }
        this.keys = List.copyOf(distinct);
    }

    /** The one that encrypts. */
    EncryptionKey first() {
        return keys.getFirst();
    }

    Optional<EncryptionKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** @param file with one key a line; made if there is neither a key in it nor one configured */
    static List<EncryptionKey> read(List<String> configured, Path file) {
        var keys = new ArrayList<>(configured.stream().map(text -> EncryptionKey.parse(text, SETTING)).toList());
        try {
            var stored = Files.exists(file) ? Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList()
                    : List.<String> of();
            stored.forEach(line -> keys.add(EncryptionKey.parse(line, file.toString())));
            if (keys.isEmpty()) {
                keys.add(generated(file));
            } else if (configured.isEmpty()) {
                LOG.infof("Secrets in the database are encrypted with the key in %s", file);
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read or write " + file + ": mend its permissions, or set " + SETTING, e);
        }
    }

    private static EncryptionKey generated(Path file) throws IOException {
        var key = EncryptionKey.generate();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.text() + "\n");
        LOG.infof("A key for the secrets in the database was generated into %s: keep a copy of it apart from the database's",
                file);
        return key;
    }
}
