package dev.pindai.session;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;

import dev.pindai.shared.ProblemException;

/** Why a session can't be put into an archive or taken from one, and the way to mend it. */
final class ArchiveProblems {

    private ArchiveProblems() {
    }

    static ProblemException running(SessionStatus status) {
        return new ProblemException(409, "SESSION_RUNNING", "The session is " + status
                + ": its files are in use. Stop it first, then ask again.");
    }

    static ProblemException notLinked() {
        return new ProblemException(409, "SESSION_NOT_LINKED",
                "The session is not linked to an account, so there is nothing to be kept of it.");
    }

    static ProblemException wrongPassphrase() {
        return new ProblemException(400, "WRONG_PASSPHRASE",
                "The passphrase does not open this archive. Give the one that it was "
                        + "made with; if that is the one, the file was changed.");
    }

    static ProblemException damaged(String how) {
        return new ProblemException(400, "ARCHIVE_DAMAGED",
                "The archive can't be used: " + how + ". Take another copy of it. Nothing was changed here.");
    }

    static ProblemException tooLarge(String why) {
        return new ProblemException(413, "ARCHIVE_TOO_LARGE", "The session is too big for an archive: " + why
                + ". Raise pindai.archive.max-size or pindai.archive.max-files.");
    }

    static ProblemException accountExists() {
        return new ProblemException(409, "ACCOUNT_EXISTS", "Another session here has the account of this archive. Delete that "
                + "one first: two of the same login disturb each other.");
    }

    static ProblemException browserTooOld(int ours, int theirs) {
        return new ProblemException(409, "BROWSER_TOO_OLD", "The archive is of Chromium " + theirs + ", and the one here is "
                + ours + ": it might lose the login. Install Chromium " + theirs + " or a later one.");
    }

    static ProblemException busy() {
        return new ProblemException(503, "ARCHIVE_BUSY", "Another archive is being made or read. Try again in a moment.",
                Duration.ofSeconds(10));
    }

    static ProblemException disk(IOException failure) {
        // The whole message may name places on this machine.
        var what = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return new ProblemException(503, "DISK_FAILED", "The disk with the data directory did not take it (" + what
                + "). Free some space there and try again. Nothing was changed.");
    }
}
