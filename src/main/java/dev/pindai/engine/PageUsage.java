package dev.pindai.engine;

import java.time.Duration;
import java.time.Instant;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What the processes of one page's browser use.
 *
 * @param epoch the session's start that opened the page
 * @param memoryBytes proportional set size of the process tree: shared memory counts once, shared out among its users. Of a
 *        process whose share the system does not show us, its anonymous memory, which leaves out what it maps from files
 * @param cpuTime processor time used since the browser started, ended child processes as far as they were measured; it never
 *        shrinks
 * @param cpuShare of one core since the measurement before, such as 0.25; above 1 if several are busy
 * @param processes how many there are
 * @param measuredAt when
 */
@RegisterForReflection
public record PageUsage(long epoch, long memoryBytes, Duration cpuTime, double cpuShare, int processes, Instant measuredAt) {
}
