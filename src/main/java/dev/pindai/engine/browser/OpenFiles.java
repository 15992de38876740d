package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Whether a browser still has files open in which a profile keeps what pages stored. Such a file is written out when it is
 * closed, and Chromium says so nowhere else. What the browser keeps for itself, such as its guesses where a visitor goes
 * next, it may have open for seconds longer; nothing of a login is in there.
 */
final class OpenFiles {

    private static final Duration POLL = Duration.ofMillis(20);
    /** Directories of {@code Default}, Chromium's only profile in a directory of ours. */
    private static final Set<String> STORES = Set.of("IndexedDB", "Local Storage", "Session Storage", "Service Worker",
            "WebStorage", "File System", "Network");

    private OpenFiles() {
    }

    /** Waits until none of the browser's processes has such a file of the profile open; false if the deadline came first. */
    static boolean gone(Path profile, ProcessHandle browser, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Path real = real(profile);
        while (ProcessTree.whole(browser).stream().anyMatch(process -> has(process, real))) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** As the system names it in what processes have open. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath();
        }
    }

    private static boolean has(ProcessHandle process, Path directory) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.anyMatch(file -> inStore(file, directory));
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or does not show: the browser's main process does, and has most of a profile's files.
            return false;
        }
    }

    private static boolean inStore(Path link, Path directory) {
        try {
            Path file = Files.readSymbolicLink(link);
            return file.startsWith(directory) && directory.relativize(file).getNameCount() > 2
                    && STORES.contains(directory.relativize(file).getName(1).toString());
        } catch (IOException e) {
            return false;
        }
    }
}
