package dev.pindai.session.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The form with an archive, as it is described to callers, and what is checked of it. */
@Schema(name = "ImportForm")
public record ImportForm(
        @Schema(description = "The archive", type = SchemaType.STRING, format = "binary") @NotNull(message = "must be there, as a file of the form") Object file,
        @Schema(description = "What the archive was made with", writeOnly = true) @NotNull @Size(max = ArchiveRequest.LONGEST) String passphrase,
        @Schema(description = "For the new session; left out, the name that it had", nullable = true) @Size(min = 1, max = 100) @Pattern(regexp = "\\P{Cntrl}*") String name) {

    /** Secrets never reach a log by way of {@code toString}. */
    @Override
    public String toString() {
        return "ImportForm[]";
    }
}
