package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

/** One session's browser profile on disk: the login lives here and nowhere else. */
class ProfileDirectory {

    private static final Logger LOG = Logger.getLogger(ProfileDirectory.class);
    private static final List<String> LOCKS = List.of("SingletonLock", "SingletonCookie", "SingletonSocket");

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
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.delete(Files.createTempFile(path, "writable", null));
        } catch (IOException e) {
            throw new OpenFailure(PageFailure.DISK_FULL, "The profile " + path + " can't be written: " + e);
        }
        Optional<ProcessHandle> holder = holder();
        if (holder.isPresent()) {
            throw new OpenFailure(PageFailure.PROFILE_LOCKED,
                    "The profile " + path + " is in use by process " + holder.get().pid() + "; end that first");
        }
        removeLocks();
    }

    /** Removes the directory with everything in it. */
    void remove() {
        try {
            if (Files.exists(path)) {
                delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The profile " + path + " can't be removed", e);
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
