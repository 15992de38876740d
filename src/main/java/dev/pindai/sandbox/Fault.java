package dev.pindai.sandbox;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One fault that was asked for.
 *
 * @param delayMs how long it lasts (HANG: forever if null; DISCONNECT: 3 s; NAVIGATION_FAILURE: every load in this time),
 *        how late the QR comes (SLOW_QR: 5 s), or how long the page waits for its passkey (PASSKEY: 2 min)
 * @param afterMs how long after the page is there a fault that strikes does so (HANG, CRASH, CONFLICT, DISCONNECT, …), 0 if
 *        null; when the page withdraws a PASSKEY request, never if null
 * @param megabytes how much memory a MEMORY takes; 256 if null
 * @param module which module a NO_HOOK hides; the one with the QR if null
 */
record Fault(@NotNull FaultKind kind, @NotNull @Valid Target target, @Min(0) @Max(600_000) Long delayMs,
        @Min(0) @Max(600_000) Long afterMs, @Min(1) @Max(4096) Integer megabytes,
        @Pattern(regexp = "[A-Za-z]{1,80}") String module) {

    private static final String MODULE_OF_THE_QR = "WAWebConnModel";
    private static final Integer MEGABYTES = 256;

    long delayMs(long otherwise) {
        return delayMs == null ? otherwise : delayMs;
    }

    long strikesAfterMs() {
        return afterMs == null ? 0 : afterMs;
    }

    /** Null where it is no matter of memory. */
    Integer memory() {
        return kind == FaultKind.MEMORY && megabytes == null ? MEGABYTES : megabytes;
    }

    String hiddenModule() {
        return module == null ? MODULE_OF_THE_QR : module;
    }

    /** Which page: exactly one of these. */
    @Schema(name = "SandboxFaultTarget")
    record Target(Boolean next, String qr, String wid, String page) {

        boolean isNext() {
            return Boolean.TRUE.equals(next);
        }
    }
}
