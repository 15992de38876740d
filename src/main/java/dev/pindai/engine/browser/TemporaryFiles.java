package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

/**
 * The temporary files of those who may be killed and then leave theirs behind. Drivers have a directory in the data directory,
 * where nobody tidies up as in the system's: it goes with us, or with the first start after we died. Browsers have a directory
 * with a socket, which goes with the lock that names it.
 */
final class TemporaryFiles {

    private static final Logger LOG = Logger.getLogger(TemporaryFiles.class);
    /** Whose a directory is: the process and its start in milliseconds since 1970. */
    private static final Pattern NAME = Pattern.compile("(\\d+)-(\\d+)(-\\d+)?");
    /** Playwright gives all drivers of a process the environment of the first: so there is one directory for all of them. */
    private static final String PROPERTY = "pindai.driver.tmpdir";

    private final Path parent;
    private final Path directory;

    /** @param parent where the directories of all processes are */
    TemporaryFiles(Path parent) {
        this.parent = parent;
        directory = Path.of((String) System.getProperties().computeIfAbsent(PROPERTY,
                key -> parent.resolve(ours()).toString()));
    }

    /** Removes what dead services left. */
    void begin() {
        sweep(parent, "");
    }

    /** The name of a directory that goes with this process. */
    static String ours() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + "-" + started(self);
    }

    /** Removes the directories in there, named so, that went with processes which are dead now. */
    static void sweep(Path parent, String prefix) {
        try (var directories = Files.newDirectoryStream(parent)) {
            for (var left : directories) {
                if (ownerIsDead(left.getFileName().toString(), prefix)) {
                    remove(left);
                }
            }
        } catch (NoSuchFileException e) {
            // This is the first start.
        } catch (IOException e) {
            LOG.infof("%s can't be tidied up: %s", parent, e.getMessage());
        }
    }

    /** The directory, made (0700) if need be; empty if there can be none. To be asked for before each use. */
    Optional<Path> place() {
        try {
            return Optional.of(Private.directories(directory));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warnf("No temporary directory of our own (%s): what killed drivers leave stays in the system's", e);
            return Optional.empty();
        }
    }

    /** To be called when no driver of ours runs any more. The directory itself stays for whoever else starts one. */
    void end() {
        try (var left = Files.newDirectoryStream(directory)) {
            left.forEach(TemporaryFiles::remove);
        } catch (NoSuchFileException e) {
            LOG.debugf("%s was not needed", directory);
        } catch (IOException e) {
            LOG.infof("%s can't be emptied: %s", directory, e.getMessage());
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

    private static boolean ownerIsDead(String directory, String prefix) {
        var name = NAME.matcher(directory.startsWith(prefix) ? directory.substring(prefix.length()) : "");
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1)))
                .filter(owner -> started(owner) == Long.parseLong(name.group(2))).isEmpty();
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Removes a directory with all that is in it, as far as that can be done. */
    static void remove(Path directory) {
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
