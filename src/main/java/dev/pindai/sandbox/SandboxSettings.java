package dev.pindai.sandbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The times of one page, all in milliseconds, and its weight. A page keeps those of the moment it was loaded, so that a
 * change at run time never moves a code that is on a screen already.
 *
 * @param maxRefs QR codes until the reload button
 * @param heapBytes memory that the page's scripts hold
 * @param rows rows of chats on the linked page
 * @param records records of 1 KB in the linked page's database
 */
record SandboxSettings(long firstQrTtlMs, long nextQrTtlMs, int maxRefs, long syncMs, long resumeMs, long pairingCodeTtlMs,
        long heapBytes, int rows, int records) {

    static SandboxSettings of(SandboxConfig config) {
        return new SandboxSettings(config.firstQrTtl().toMillis(), config.nextQrTtl().toMillis(), config.maxRefs(),
                config.syncDuration().toMillis(), config.resumeDuration().toMillis(), config.pairingCodeTtl().toMillis(),
                config.pageHeap().asLongValue(), config.pageRows(), config.pageRecords());
    }

    /** How long the QR with this number, counted from 1, can be scanned. */
    long qrTtlMs(int number) {
        return number == 1 ? firstQrTtlMs : nextQrTtlMs;
    }

    SandboxSettings with(Change change) {
        return new SandboxSettings(or(change.firstQrTtlMs, firstQrTtlMs), or(change.nextQrTtlMs, nextQrTtlMs),
                or(change.maxRefs, maxRefs), or(change.syncMs, syncMs), or(change.resumeMs, resumeMs),
                or(change.pairingCodeTtlMs, pairingCodeTtlMs), or(change.heapBytes, heapBytes), or(change.rows, rows),
                or(change.records, records));
    }

    private static long or(Long changed, long kept) {
        return changed == null ? kept : changed;
    }

    private static int or(Integer changed, int kept) {
        return changed == null ? kept : changed;
    }

    /** What to change; null keeps. */
    @Schema(name = "SandboxSettingsChange")
    record Change(@Min(50) @Max(3_600_000) Long firstQrTtlMs, @Min(50) @Max(3_600_000) Long nextQrTtlMs,
            @Min(1) @Max(100) Integer maxRefs, @Min(0) @Max(3_600_000) Long syncMs,
            @Min(0) @Max(3_600_000) Long resumeMs, @Min(50) @Max(3_600_000) Long pairingCodeTtlMs,
            @Min(0) @Max(1L << 30) Long heapBytes, @Min(0) @Max(100_000) Integer rows,
            @Min(0) @Max(100_000) Integer records) {
    }
}
