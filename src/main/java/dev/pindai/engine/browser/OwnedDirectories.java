package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Directories that hold nothing to be kept and are named after this process, so that what a dead service left is told from
 * what others use, and goes at the next start.
 */
final class OwnedDirectories {

    private static final AtomicInteger MADE = new AtomicInteger();

    private final Path parent;
    private final String prefix;

    OwnedDirectories(Path parent, String prefix) {
        this.parent = parent;
        this.prefix = prefix;
    }

    /** Removes what dead services left. */
    void sweep() {
        TemporaryFiles.sweep(parent, prefix);
    }

    /** A new one, 0700. */
    Path make() throws IOException {
        return make(Integer.MAX_VALUE).orElseThrow();
    }

    /** A new one, 0700; none if its path would have more characters than that. */
    Optional<Path> make(int longest) throws IOException {
        Path path = parent.resolve(prefix + TemporaryFiles.ours() + "-" + MADE.incrementAndGet());
        return path.toString().length() > longest ? Optional.empty()
                : Optional.of(Private.directories(path));
    }
}
