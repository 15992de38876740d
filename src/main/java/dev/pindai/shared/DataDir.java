package dev.pindai.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where Pindai keeps what is not in the database: profiles, the generated key, the sandbox's phones. Readable by us only. */
@Singleton
public class DataDir {

    private final Path root;

    DataDir(@ConfigProperty(name = "pindai.data-dir", defaultValue = "data") Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The directory of this name below the data directory, made (0700) if it is not there yet. */
    public Path directory(String name) {
        try {
            return owned(owned(root).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make " + root.resolve(name)
                    + ": let the service's user write there, or set pindai.data-dir to another place", e);
        }
    }

    /** A file directly in the data directory, which is made if need be. */
    public Path file(String name) {
        try {
            return owned(root).resolve(name);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Can't make " + root + ": let the service's user write there, or set pindai.data-dir", e);
        }
    }

    private static Path owned(Path directory) throws IOException {
        var ours = PosixFilePermissions.fromString("rwx------");
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(ours));
        } else if (!Files.getPosixFilePermissions(directory).equals(ours)) {
            // A volume made by somebody else: what we put there is still for us alone.
            Files.setPosixFilePermissions(directory, ours);
        }
        return directory;
    }
}
