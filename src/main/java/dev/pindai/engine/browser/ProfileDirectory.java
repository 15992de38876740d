package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

/** One session's browser profile on disk: the login lives here and nowhere else. */
class ProfileDirectory {

    private static final Logger LOG = Logger.getLogger(ProfileDirectory.class);
    private static final List<String> LOCKS = List.of("SingletonLock", "SingletonCookie", "SingletonSocket");
    /** How long a browser may go on making files of its own in a profile that it has let go of, see {@link OpenFiles}. */
    private static final Duration WRITING = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path path;

    ProfileDirectory(Path profiles, UUID sessionId) {
        this.path = profiles.resolve(sessionId.toString());
    }

    Path path() {
        return path;
    }

    /** Makes the directory (0700) if need be and clears a dead browser's lock; a live one's is respected. */
    void claim() throws OpenFailure {
        try {
            // One that was put here by somebody else, such as a backup, is for us alone from now on.
            var ours = PosixFilePermissions.fromString("rwx------");
            if (!Files.getPosixFilePermissions(Private.directories(path)).equals(ours)) {
                Files.setPosixFilePermissions(path, ours);
            }
            Path probe = Files.createTempFile(path, "writable", null);
            try {
                // An empty file can be made on a full disk.
                Files.write(probe, new byte[4096]);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        demandFreeOf(holder());
        removeLocks();
    }

    /** Fails if a live process of somebody else holds the profile by now. */
    void demandNotTaken() throws OpenFailure {
        demandFreeOf(holder().filter(process -> !ProcessTree.ours(process)));
    }

    private void demandFreeOf(Optional<ProcessHandle> holder) throws OpenFailure {
        if (holder.isPresent()) {
            throw new OpenFailure(PageFailure.PROFILE_LOCKED,
                    "The profile " + path + " is in use by process " + holder.get().pid() + "; end that first");
        }
    }

    private OpenFailure unwritable(IOException e) {
        String reason = e instanceof FileSystemException failed && failed.getReason() != null ? failed.getReason()
                : String.valueOf(e.getMessage());
        if (reason.contains("No space left") || reason.toLowerCase(Locale.ROOT).contains("quota")) {
            return new OpenFailure(PageFailure.DISK_FULL, "The disk with the profile " + path + " is full (" + reason
                    + "). Free some space, then start the session again");
        }
        return new OpenFailure(PageFailure.INTERNAL, "The profile " + path + " can't be written: " + e
                + ". Give the directory to the user that runs Pindai (" + System.getProperty("user.name")
                + "), or set pindai.data-dir to one that it may write to");
    }

    /** Removes the directory with everything in it, and the socket beside it that a killed browser left. */
    void remove() {
        TemporaryFiles.removeSocket(path.resolve("SingletonSocket"));
        try {
            long end = System.nanoTime() + WRITING.toNanos();
            while (Files.exists(path)) {
                delete(System.nanoTime() < end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The profile " + path + " can't be removed", e);
        }
    }

    /** @param again whether somebody who makes a file meanwhile only means that there is more to remove */
    private void delete(boolean again) throws IOException {
        try {
            delete();
        } catch (DirectoryNotEmptyException e) {
            if (!again) {
                throw e;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private void delete() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The live process that holds the profile. Chromium's lock is a link to {@code host-pid}. */
    private Optional<ProcessHandle> holder() {
        Path lock = path.resolve(LOCKS.getFirst());
        String target;
        try {
            target = Files.readSymbolicLink(lock).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
        int dash = target.lastIndexOf('-');
        if (dash < 0 || !target.substring(dash + 1).matches("\\d{1,9}")) {
            return Optional.empty();
        }
        if (!target.substring(0, dash).equals(hostName())) {
            // A container gets another name each time it is made anew; its volume keeps the lock.
            LOG.infof("The profile's lock is of another host (%s); it counts as left over", target);
            return Optional.empty();
        }
        // The pid may long be another program's.
        return ProcessHandle.of(Long.parseLong(target.substring(dash + 1)))
                .filter(process -> ProcessTree.mentions(process, path.toString()));
    }

    private void removeLocks() {
        TemporaryFiles.removeSocket(path.resolve("SingletonSocket"));
        for (String name : LOCKS) {
            try {
                if (Files.deleteIfExists(path.resolve(name))) {
                    LOG.debugf("Removed %s, left by a browser that is gone", name);
                }
            } catch (IOException e) {
                LOG.warnf("%s can't be removed: %s", path.resolve(name), e.getMessage());
            }
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unknown) {
                return "";
            }
        }
    }
}
