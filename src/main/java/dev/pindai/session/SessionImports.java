package dev.pindai.session;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import jakarta.inject.Singleton;
import jakarta.validation.Validator;

import dev.pindai.crypto.ArchiveInputStream;
import dev.pindai.crypto.DamagedArchiveException;
import dev.pindai.crypto.WrongPassphraseException;
import dev.pindai.engine.Engine;
import dev.pindai.engine.ProfileRefusedException;
import dev.pindai.engine.Profiles;
import dev.pindai.shared.ProblemException;

import io.quarkus.narayana.jta.QuarkusTransaction;

import org.jboss.logging.Logger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes sessions of archives that {@link SessionArchives} wrote, here or elsewhere: linked and stopped. */
@Singleton
public class SessionImports {

    private static final Logger LOG = Logger.getLogger(SessionImports.class);
    private static final int MANIFEST_BYTES = 100_000;
    private static final long REMOVE_SECONDS = 20;

    private final Sessions sessions;
    private final SessionArchives archives;
    private final Profiles profiles;
    private final Engine engine;
    private final ObjectMapper json;
    private final Validator validator;

    SessionImports(Sessions sessions, SessionArchives archives, Profiles profiles, Engine engine, ObjectMapper json,
            Validator validator) {
        this.sessions = sessions;
        this.archives = archives;
        this.profiles = profiles;
        this.engine = engine;
        this.json = json;
        this.validator = validator;
    }

    /**
     * Says no before an archive is received, which may take long, where it would be no afterwards.
     *
     * @throws ProblemException 403 {@code KEY_LIMITED}, 409 {@code TOO_MANY_SESSIONS}
     */
    public void demandRoom() {
        sessions.demandRoom();
    }

    /**
     * A new session of an archive. All of it or nothing. Blocks for as long as disk and processor take.
     *
     * @param name for the new session; null for the one that it had
     * @throws ProblemException 400 {@code WRONG_PASSPHRASE} or {@code ARCHIVE_DAMAGED}, 409 {@code ACCOUNT_EXISTS} or
     *         {@code BROWSER_TOO_OLD}, 413 {@code ARCHIVE_TOO_LARGE}, 503 {@code ARCHIVE_BUSY}
     */
    public SessionView take(Path archive, String passphrase, String name, Locale locale) {
        return archives.inTurn(() -> read(archive, passphrase, name, locale));
    }

    private SessionView read(Path file, String passphrase, String name, Locale locale) {
        try (var archive = new ArchiveInputStream(Files.newInputStream(file), passphrase.toCharArray());
                var zip = new ZipInputStream(archive)) {
            var manifest = manifest(zip);
            demandFits(manifest);
            try (var staged = profiles.stage(zip, archives.limits())) {
                // What follows the files belongs to the archive, too: that its end is there is seen only there.
                archive.transferTo(OutputStream.nullOutputStream());
                return adopt(manifest, staged, name, locale);
            }
        } catch (WrongPassphraseException e) {
            throw ArchiveProblems.wrongPassphrase();
        } catch (DamagedArchiveException e) {
            throw ArchiveProblems.damaged(e.getMessage());
        } catch (ProfileRefusedException e) {
            throw e.tooLarge() ? ArchiveProblems.tooLarge(e.getMessage()) : ArchiveProblems.damaged(e.getMessage());
        } catch (ZipException | JsonProcessingException e) {
            throw ArchiveProblems.damaged("there is something in it that Pindai did not write");
        } catch (IOException e) {
            LOG.warnf("An archive could not be read: %s", e);
            throw ArchiveProblems.disk(e);
        }
    }

    private ArchiveManifest manifest(ZipInputStream zip) throws IOException {
        var first = zip.getNextEntry();
        if (first == null || !first.getName().equals(ArchiveManifest.FILE)) {
            throw ArchiveProblems.damaged("it does not say what is in it");
        }
        var manifest = json.readValue(zip.readNBytes(MANIFEST_BYTES), ArchiveManifest.class);
        if (manifest == null) {
            throw ArchiveProblems.damaged("it does not say whose it is");
        }
        if (manifest.format() != ArchiveManifest.FORMAT) {
            throw ArchiveProblems.damaged("it is of a later version of Pindai");
        }
        var faults = validator.validate(manifest).stream()
                .map(fault -> fault.getPropertyPath().iterator().next().getName()).distinct().sorted().toList();
        if (!faults.isEmpty()) {
            throw ArchiveProblems.damaged("what it says of its session is missing, too long, or has characters that can't be "
                    + "kept (" + String.join(", ", faults) + ")");
        }
        return manifest;
    }

    private void demandFits(ArchiveManifest manifest) {
        var ours = profiles.browserVersion();
        if (ours.isPresent() && manifest.browser() != null && manifest.browser() > ours.getAsInt()) {
            throw ArchiveProblems.browserTooOld(ours.getAsInt(), manifest.browser());
        }
    }

    private SessionView adopt(ArchiveManifest manifest, Profiles.Staged staged, String name, Locale locale) throws IOException {
        UUID id = null;
        try {
            QuarkusTransaction.begin();
            id = sessions.create(name == null ? manifest.name() : name, manifest.metadata(), locale).id();
            var row = Session.locked(id).orElseThrow();
            if (manifest.wid() != null && row.otherHolding(manifest.wid()).isPresent()) {
                throw ArchiveProblems.accountExists();
            }
            row.linked = true;
            row.wid = manifest.wid();
            row.pushName = manifest.pushName();
            var view = sessions.get(id, locale);
            staged.adopt(id);
            QuarkusTransaction.commit();
            return view;
        } catch (IOException | RuntimeException e) {
            if (QuarkusTransaction.isActive()) {
                QuarkusTransaction.rollback();
            }
            if (id != null) {
                engine.removeProfile(id).toCompletableFuture().orTimeout(REMOVE_SECONDS, TimeUnit.SECONDS).join();
            }
            throw e;
        }
    }
}
