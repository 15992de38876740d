package dev.pindai.session;

import java.time.Instant;

import dev.pindai.engine.PageUsage;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a session's browser takes of the machine, as callers see it. */
public record SessionUsage(
        @Schema(description = "Memory of all its processes in bytes; what they share counts once", examples = "262144000") long memoryBytes,
        @Schema(description = "Processor time since the browser was started", examples = "12.5") double cpuSeconds,
        @Schema(description = "Of one core, since the measurement before; above 100 if several are busy", examples = "3.2") double cpuPercent,
        @Schema(examples = "8") int processes,
        Instant measuredAt) {

    /** Null for a page that is not open, or was opened just now. */
    static SessionUsage of(PageUsage usage) {
        return usage == null ? null
                : new SessionUsage(usage.memoryBytes(), usage.cpuTime().toMillis() / 1000.0,
                        Math.round(usage.cpuShare() * 1000) / 10.0, usage.processes(), usage.measuredAt());
    }
}
