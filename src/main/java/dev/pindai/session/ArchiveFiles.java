package dev.pindai.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;

import jakarta.inject.Singleton;

import dev.pindai.shared.DataDir;
import dev.pindai.shared.Ids;

import org.jboss.logging.Logger;

/** Where archives are while they are made, sent or received. Encrypted all the time; whoever takes one removes it. */
@Singleton
public class ArchiveFiles {

    private static final Logger LOG = Logger.getLogger(ArchiveFiles.class);
    /** One that nobody removed is of a process that died. */
    private static final Duration OLD = Duration.ofHours(6);

    private final Path directory;
    private final Clock clock;

    ArchiveFiles(DataDir data, Clock clock) {
        this.directory = data.directory("archives");
        this.clock = clock;
    }

    /** A new, empty file (0600). */
    public Path create() {
        try {
            sweep();
            return Files.createFile(directory.resolve(Ids.next() + ".pindai"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write to " + directory, e);
        }
    }

    /** A new file with all that comes. */
    public Path receive(InputStream archive) {
        var file = create();
        boolean done = false;
        try (var out = Files.newOutputStream(file)) {
            archive.transferTo(out);
            done = true;
        } catch (IOException e) {
            LOG.warnf("An archive could not be received: %s", e);
            throw ArchiveProblems.disk(e);
        } finally {
            if (!done) {
                remove(file);
            }
        }
        return file;
    }

    /** Removes it, if it is there. */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s can't be removed: %s", file, e.getMessage());
        }
    }

    private void sweep() throws IOException {
        var before = clock.instant().minus(OLD);
        try (var files = Files.newDirectoryStream(directory, "*.pindai")) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    remove(file);
                }
            }
        }
    }
}
