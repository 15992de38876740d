package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * Whether the disk with the profiles has room left. A browser on a full disk loses what it can't write, and that may be the
 * login: so none is started when little is left, and those that run end in good order while they still can.
 *
 * @param profiles where the profiles are
 * @param least bytes that must be free to start a browser; a tenth of it to let one go on; 0 asks for nothing
 */
record DiskSpace(Path profiles, long least) {

    private static final Logger LOG = Logger.getLogger(DiskSpace.class);
    private static final int TO_GO_ON = 10;

    /** What is short, in a sentence with what to do, if a browser can't be started. */
    Optional<String> tooLittleToStart() {
        return shorterThan(least);
    }

    /** The same if a browser that runs had better end. */
    Optional<String> tooLittleToGoOn() {
        return shorterThan(least / TO_GO_ON);
    }

    private Optional<String> shorterThan(long needed) {
        try {
            long free = Files.getFileStore(existing(profiles.toAbsolutePath())).getUsableSpace();
            return free >= needed ? Optional.empty()
                    : Optional.of("The disk with " + profiles + " is full: " + (free >> 20) + " MB are free, and "
                            + ((needed + (1 << 20) - 1) >> 20) + " MB are needed. Free some space, then start the session again"
                            + " (pindai.browser.min-free-disk sets the limit)");
        } catch (IOException e) {
            LOG.debugf("How much is free on the disk with %s can't be told: %s", profiles, e.getMessage());
            return Optional.empty();
        }
    }

    private static Path existing(Path path) {
        return Files.exists(path) || path.getParent() == null ? path : existing(path.getParent());
    }
}
