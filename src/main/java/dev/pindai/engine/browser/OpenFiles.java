package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Whether a browser still has files of a profile open. A profile that was closed is written out when its last file is closed,
 * and Chromium says so nowhere else.
 */
final class OpenFiles {

    private static final Duration POLL = Duration.ofMillis(20);

    private OpenFiles() {
    }

    /** Waits until none of the browser's processes has a file below the directory open; false if the deadline came first. */
    static boolean gone(Path directory, ProcessHandle browser, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        Path real = real(directory);
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
            return files.anyMatch(file -> below(file, directory));
        } catch (IOException | UncheckedIOException e) {
            // It has ended, or does not show: the browser's main process does, and has most of a profile's files.
            return false;
        }
    }

    private static boolean below(Path link, Path directory) {
        try {
            return Files.readSymbolicLink(link).startsWith(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
