package dev.pindai.engine;

import java.util.Set;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The engine's own health.
 *
 * @param usable whether a browser was found and the driver is in place
 * @param browser path and version of the browser, or null
 * @param problem what is missing and how to mend it, or null
 * @param openPages pages open now
 * @param lanes lanes started
 * @param missingHooks hooks found missing from pages since the start
 * @param sandboxProblem why browsers run without Chromium's own sandbox and how to mend it, or null while they have it
 */
@RegisterForReflection
public record EngineStatus(boolean usable, String browser, String problem, int openPages, int lanes,
        Set<String> missingHooks, String sandboxProblem) {
}
