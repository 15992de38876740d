package dev.pindai.engine.browser;

import java.util.Optional;
import java.util.function.Supplier;

import dev.pindai.engine.PageFailure;

/**
 * Why a browser really ended: a crash or a stand-still is only how it looks when memory or disk were not enough, and both are
 * mended in another way. Asked once, when the page ends.
 *
 * @param wantOfMemory the browser's own words for its want of memory, if that is what ended the page
 */
record EndCause(Supplier<Optional<String>> wantOfMemory, MemoryKills kills, DiskSpace disk) {

    /** What happened, in better words if there are any. */
    BrowserPage.Ending of(BrowserPage.Ending seen) {
        if (seen.failure() != PageFailure.CRASHED && seen.failure() != PageFailure.HUNG
                && seen.failure() != PageFailure.INTERNAL) {
            return seen;
        }
        return memory(seen).or(() -> disk.tooLittleToStart()
                .map(full -> new BrowserPage.Ending(PageFailure.DISK_FULL, seen.detail() + ". " + full))).orElse(seen);
    }

    private Optional<BrowserPage.Ending> memory(BrowserPage.Ending seen) {
        if (seen.failure() != PageFailure.CRASHED) {
            return Optional.empty();
        }
        return wantOfMemory.get().or(() -> kills.justNow() ? Optional.of("ended by the system") : Optional.empty())
                .map(words -> new BrowserPage.Ending(PageFailure.OUT_OF_MEMORY,
                        seen.detail() + " for want of memory: " + words));
    }
}
