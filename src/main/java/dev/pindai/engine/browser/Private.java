package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files and directories that nobody but us can read, whatever the umask of the service is. */
final class Private {

    private Private() {
    }

    /** This directory (0700) and those above it that are missing; one that is there stays as it is. */
    static Path directories(Path path) throws IOException {
        return Files.isDirectory(path) ? path
                : Files.createDirectories(path,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** A new, empty file (0600); fails if there is one of this name. */
    static Path file(Path path) throws IOException {
        return Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
