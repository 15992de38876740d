package dev.pindai.session.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an archive is to be made with. */
@Schema(name = "ArchiveRequest")
public record ArchiveRequest(
        @Schema(description = "What will open the archive. It is kept nowhere: without it nobody gets the session back", examples = "correct horse battery staple", writeOnly = true) @NotNull @Size(min = ArchiveRequest.SHORTEST, max = ArchiveRequest.LONGEST) @Pattern(regexp = "[ -~]*", message = "must consist of letters, digits, blanks and signs of ASCII") String passphrase) {

    /** Letters that a passphrase has at least. */
    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "ArchiveRequest[]";
    }
}
