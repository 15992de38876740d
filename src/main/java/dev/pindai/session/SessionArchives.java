package dev.pindai.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.inject.Singleton;

import dev.pindai.crypto.ArchiveOutputStream;
import dev.pindai.engine.ProfileLimits;
import dev.pindai.engine.ProfileRefusedException;
import dev.pindai.engine.Profiles;
import dev.pindai.shared.ProblemException;

import io.quarkus.narayana.jta.QuarkusTransaction;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Puts linked sessions into encrypted archives, to be kept or to be moved to another Pindai; see {@link SessionImports}. */
@Singleton
public class SessionArchives {

    private static final Logger LOG = Logger.getLogger(SessionArchives.class);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration TURN = Duration.ofSeconds(30);

    private final Sessions sessions;
    private final SessionManager manager;
    private final Profiles profiles;
    private final ArchiveFiles files;
    private final ArchiveConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    /** Each takes a processor and the disk for itself. */
    private final Semaphore turn = new Semaphore(1);

    SessionArchives(Sessions sessions, SessionManager manager, Profiles profiles, ArchiveFiles files, ArchiveConfig config,
            ObjectMapper json, Clock clock) {
        this.sessions = sessions;
        this.manager = manager;
        this.profiles = profiles;
        this.files = files;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The session as an encrypted file, which is the caller's to remove. Blocks for as long as disk and processor take.
     *
     * @throws ProblemException 404 for an unknown session, 409 {@code SESSION_RUNNING} or {@code SESSION_NOT_LINKED}, 413
     *         {@code ARCHIVE_TOO_LARGE}, 503 {@code ARCHIVE_BUSY}
     */
    public Path save(UUID id, String passphrase) {
        sessions.require(id);
        return inTurn(() -> get(id, passphrase));
    }

    /** One at a time; whoever waits for too long is told to come back. */
    <T> T inTurn(Supplier<T> work) {
        try {
            if (!turn.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ArchiveProblems.busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ArchiveProblems.busy();
        }
        try {
            return work.get();
        } finally {
            turn.release();
        }
    }

    /** How big a profile may be. */
    ProfileLimits limits() {
        return new ProfileLimits(config.maxSize().asLongValue(), config.maxFiles());
    }

    private Path get(UUID id, String passphrase) {
        try {
            return manager.whileStopped(id, state -> write(state, passphrase)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw SessionProblems.unwrap(e.getCause());
        } catch (TimeoutException e) {
            throw SessionProblems.busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionProblems.busy();
        }
    }

    private Path write(SessionState state, String passphrase) {
        if (!state.linked()) {
            throw ArchiveProblems.notLinked();
        }
        var file = files.create();
        boolean done = false;
        try (var archive = new ArchiveOutputStream(Files.newOutputStream(file), passphrase.toCharArray());
                var zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry(ArchiveManifest.FILE));
            zip.write(json.writeValueAsBytes(manifest(state)));
            zip.closeEntry();
            profiles.save(state.id(), zip, limits());
            done = true;
        } catch (ProfileRefusedException e) {
            throw ArchiveProblems.tooLarge(e.getMessage());
        } catch (NoSuchFileException e) {
            throw ArchiveProblems.notLinked();
        } catch (IOException e) {
            LOG.warnf("The archive could not be written: %s", e);
            throw ArchiveProblems.disk(e);
        } finally {
            if (!done) {
                files.remove(file);
            }
        }
        return file;
    }

    private ArchiveManifest manifest(SessionState state) {
        var browser = profiles.browserVersion();
        return QuarkusTransaction.requiringNew().call(() -> {
            Session row = Session.findById(state.id());
            return new ArchiveManifest(ArchiveManifest.FORMAT, clock.instant(), row.name, Map.copyOf(row.metadata), row.wid,
                    row.pushName, browser.isPresent() ? browser.getAsInt() : null);
        });
    }
}
