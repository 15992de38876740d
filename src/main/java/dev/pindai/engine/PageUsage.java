package dev.pindai.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * What the processes of one page's browser use.
 *
 * @param memoryBytes proportional set size of the process tree: shared memory counts once, shared out among its users
 * @param cpuTime processor time used since the browser started, ended child processes left out
 * @param cpuShare of one core since the measurement before, such as 0.25
 * @param processes how many there are
 * @param measuredAt when
 */
public record PageUsage(long memoryBytes, Duration cpuTime, double cpuShare, int processes, Instant measuredAt) {
}
