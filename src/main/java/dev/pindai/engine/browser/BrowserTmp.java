package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.jboss.logging.Logger;

/**
 * The temporary directory of this engine's browsers. Each makes a socket there, which a browser that is killed at the wrong
 * moment leaves behind with nothing that names it. In the system's place, not in the data directory: the path of a socket must
 * be short.
 */
final class BrowserTmp {

    private static final Logger LOG = Logger.getLogger(BrowserTmp.class);
    /** Of 107 that a socket's path may have; the rest is for what Chromium adds. */
    private static final int LONGEST = 60;

    private final OwnedDirectories directories;
    private Optional<Path> made;

    /** @param parent the system's place for temporary files */
    BrowserTmp(Path parent) {
        directories = new OwnedDirectories(parent, "pindai-");
    }

    /** Removes what dead services left. */
    void begin() {
        directories.sweep();
    }

    /** The directory; empty if there can be none, so that browsers use the system's. */
    synchronized Optional<Path> place() {
        if (made == null) {
            try {
                made = directories.make(LONGEST);
            } catch (IOException | UnsupportedOperationException e) {
                LOG.infof("No temporary directory for browsers alone (%s): what killed ones leave stays in the system's", e);
                made = Optional.empty();
            }
        }
        return made;
    }

    /** To be called when no browser runs any more. */
    synchronized void end() {
        if (made != null) {
            made.ifPresent(TemporaryFiles::remove);
        }
    }
}
