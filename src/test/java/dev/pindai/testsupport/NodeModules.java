package dev.pindai.testsupport;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Installs what a folder's lock file names, for tests that need programs from npm. */
public final class NodeModules {

    private NodeModules() {
    }

    /** Once for a state of the lock file; {@code npm ci} writes a lock file of its own beside what it installed. */
    public static synchronized void install(Path folder) throws IOException {
        Path lock = Path.of("target", "npm-" + folder.getFileName() + ".lock");
        // Other JVMs may run tests that need the same; closing gives the lock back.
        try (FileChannel turn = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            turn.lock();
            installAlone(folder);
        }
    }

    private static void installAlone(Path folder) throws IOException {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        if (Files.exists(installed) && Files.getLastModifiedTime(installed)
                .compareTo(Files.getLastModifiedTime(folder.resolve("package-lock.json"))) >= 0) {
            return;
        }
        // Not our own input and output: Node makes them answer at once, and the tests' runner, who reads there, fails.
        Path log = Path.of("target", "npm-" + folder.getFileName() + ".log");
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!npm.waitFor(3, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new IllegalStateException("npm ci failed in " + folder + ": see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
    }
}
