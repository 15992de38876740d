package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * The temporary files of those who may be killed and then leave theirs behind. Drivers have a directory of our own, which goes
 * with us, or with the start after a crash. Browsers have a directory with a socket, which goes with the lock that names it.
 */
final class TemporaryFiles {

    private static final Logger LOG = Logger.getLogger(TemporaryFiles.class);
    private static final String PREFIX = "pindai-";

    private final Path note;
    private Path directory;

    /** @param note the file that remembers the directory for the next start */
    TemporaryFiles(Path note) {
        this.note = note;
    }

    /** Removes what a dead service left and makes a new directory (0700); empty if there can be none. */
    synchronized Optional<Path> begin() {
        try {
            remembered().ifPresent(TemporaryFiles::remove);
            directory = Files.createTempDirectory(PREFIX);
            Files.writeString(note, directory.toString());
        } catch (IOException e) {
            LOG.warnf("No temporary directory of our own (%s): what killed drivers leave stays in the system's", e);
        }
        return Optional.ofNullable(directory);
    }

    /** To be called when no driver runs any more. */
    synchronized void end() {
        if (directory != null) {
            remove(directory);
        }
    }

    /** What a browser that was killed left beside its profile: the directory with the socket that its lock points to. */
    static void removeSocket(Path lock) {
        try {
            var place = Files.readSymbolicLink(lock).getParent();
            if (place != null && place.getFileName().toString().matches("\\.?(org\\.chromium|com\\.google)\\..+")) {
                remove(place);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // There is no such lock.
        }
    }

    private Optional<Path> remembered() throws IOException {
        try {
            return Optional.of(Path.of(Files.readString(note).strip()))
                    .filter(path -> path.getFileName() != null && path.getFileName().toString().startsWith(PREFIX));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void remove(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            LOG.debugf("%s is gone already", directory);
        } catch (IOException | java.io.UncheckedIOException e) {
            LOG.infof("%s can't be removed: %s", directory, e.getMessage());
        }
    }
}
