package dev.pindai.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.shared.DataDir;

import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

/** The one key that opens everything, so that Pindai is never open by accident: nobody set one, so it makes its own. */
@Singleton
public class AdminKey {

    private static final Logger LOG = Logger.getLogger(AdminKey.class);
    private static final int MIN_LENGTH = 16;

    /** Only its digest is kept, so that no dump of the memory and no comparison gives the key away. */
    private final byte[] digest;

    @Inject
    AdminKey(SecurityConfig config, DataDir dataDir) {
        this(config.adminKey().map(String::strip).orElseGet(() -> ofFile(dataDir.file("admin-key"))));
    }

    AdminKey(String key) {
        if (key.length() < MIN_LENGTH) {
            throw new IllegalStateException("The admin key is shorter than " + MIN_LENGTH
                    + " characters: set a longer pindai.security.admin-key, or remove it to have one generated");
        }
        digest = Tokens.sha256(key);
    }

    /** A service that can't have its key must not start. */
    void atStart(@Observes StartupEvent event) {
        LOG.debug("The admin key is in place");
    }

    /** Whether this is the key; takes the same time for every wrong one. */
    public boolean matches(String candidate) {
        return candidate != null && MessageDigest.isEqual(digest, Tokens.sha256(candidate.strip()));
    }

    /** Of the key, as {@link Tokens#sha256} makes it. */
    public byte[] digest() {
        return digest.clone();
    }

    /** The key in this file, made if there is none. */
    static String ofFile(Path file) {
        try {
            var stored = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!stored.isEmpty()) {
                LOG.infof("The admin key is in %s", file);
                return stored;
            }
            var generated = Tokens.next();
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, generated + "\n");
            LOG.infof("An admin key was generated into %s", file);
            show(generated);
            return generated;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can't read or write " + file + ": mend its permissions, or set pindai.security.admin-key", e);
        }
    }

    /** For people at a terminal only: what goes to a pipe or a file may be kept and read by others. */
    private static void show(String key) {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            console.printf("Admin key (shown this once): %s%n", key);
        }
    }
}
