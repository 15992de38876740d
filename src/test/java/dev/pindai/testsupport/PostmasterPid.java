package dev.pindai.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The {@code postmaster.pid} a server leaves in its data directory when it is killed. PostgreSQL refuses to start when that
 * pid belongs to any living process, which after a reboot or in a container is often somebody else's.
 */
record PostmasterPid(Path data, Path file) {

    static PostmasterPid of(Path data) {
        return new PostmasterPid(data, data.resolve("postmaster.pid"));
    }

    /** Stops a server that was left running on this data directory, and removes the file if no server holds it. */
    void settle() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
        var holder = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (holder.isPresent() && servesOurData(pid)) {
            stop(holder.get());
        }
        Files.deleteIfExists(file);
    }

    private boolean servesOurData(long pid) {
        try {
            // A server's working directory is its data directory.
            return Path.of("/proc", String.valueOf(pid), "cwd").toRealPath().equals(data.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private void stop(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("A PostgreSQL (pid " + server.pid() + ") still runs on " + data
                    + " and does not stop: end the program that uses it, such as another bin/dev, and try again", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
