package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.engine.ProfileLimits;
import dev.pindai.engine.ProfileRefusedException;
import dev.pindai.engine.Profiles;
import dev.pindai.shared.DataDir;

/** Packs profiles and unpacks them. What comes in is written to files that were not there, below a directory made for it. */
@Singleton
class ProfileStore implements Profiles {

    /** What is below it in the archive, and in the profile's directory. */
    private static final String ROOT = "Default/";

    private final Path profiles;
    private final OwnedDirectories staging;
    private final BrowserFinder browsers;

    @Inject
    ProfileStore(BrowserConfig config, DataDir data) {
        this(data.directory("profiles"), data.directory("imports"), new BrowserFinder(config.executable()));
    }

    /** @param imports where profiles wait for their sessions; on the same disk as the others */
    ProfileStore(Path profiles, Path imports, BrowserFinder browsers) {
        this.profiles = profiles;
        this.staging = new OwnedDirectories(imports, "");
        this.browsers = browsers;
        staging.sweep();
    }

    @Override
    public void save(UUID sessionId, ZipOutputStream to, ProfileLimits limits) throws IOException {
        Path profile = new ProfileDirectory(profiles, sessionId).path().resolve("Default");
        Meter meter = new Meter(limits);
        Files.walkFileTree(profile, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = profile.relativize(file).toString();
                // Links, whoever made them, are not followed.
                if (attributes.isRegularFile() && ProfileFiles.portable(name)) {
                    meter.file();
                    meter.bytes(attributes.size());
                    to.putNextEntry(new ZipEntry(ROOT + name));
                    Files.copy(file, to);
                    to.closeEntry();
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public Staged stage(ZipInputStream from, ProfileLimits limits) throws IOException {
        StagedProfile staged = new StagedProfile(staging.make());
        try {
            Meter meter = new Meter(limits);
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                String name = entry.getName();
                if (!name.startsWith(ROOT) || !ProfileFiles.portable(name.substring(ROOT.length()))) {
                    throw new ProfileRefusedException("it holds a file that is no part of a profile", false);
                }
                meter.file();
                unpack(from, staged.directory.resolve(name), meter);
            }
            if (meter.files == 0) {
                throw new ProfileRefusedException("there is no profile in it", false);
            }
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private static void unpack(ZipInputStream from, Path file, Meter meter) throws IOException {
        try {
            Private.directories(file.getParent());
            Private.file(file);
        } catch (FileAlreadyExistsException e) {
            throw new ProfileRefusedException("it holds a file twice", false);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                meter.bytes(read);
                out.write(buffer, 0, read);
            }
        }
    }

    @Override
    public OptionalInt browserVersion() {
        return browsers.find().map(browser -> OptionalInt.of(Integer.parseInt(browser.major()))).orElse(OptionalInt.empty());
    }

    /** Counts what comes, and says stop. */
    private static final class Meter {

        private final ProfileLimits limits;
        private long bytes;
        private int files;

        Meter(ProfileLimits limits) {
            this.limits = limits;
        }

        void file() throws ProfileRefusedException {
            if (++files > limits.files()) {
                throw new ProfileRefusedException("it has more than " + limits.files() + " files", true);
            }
        }

        void bytes(long more) throws ProfileRefusedException {
            bytes += more;
            if (bytes > limits.bytes()) {
                throw new ProfileRefusedException("its files have more than " + limits.bytes() + " bytes", true);
            }
        }
    }

    private final class StagedProfile implements Staged {

        private final Path directory;

        StagedProfile(Path directory) {
            this.directory = directory;
        }

        @Override
        public void adopt(UUID sessionId) throws IOException {
            Files.move(directory, new ProfileDirectory(profiles, sessionId).path());
        }

        @Override
        public void close() {
            TemporaryFiles.remove(directory);
        }
    }
}
