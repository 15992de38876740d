package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Tells which of a shared browser's processes runs a page: Chromium says it nowhere, so each document of the page reserves
 * memory of a size that no other page's does, and that is looked for among what the processes have mapped.
 */
final class RendererMark {

    private static final AtomicInteger NEXT = new AtomicInteger();
    /** Reserved, never used: from 64 to 320 MB of a space of 128 TB. */
    private static final int SMALLEST = 1024;
    private static final int SIZES = 4096;
    private static final long PAGE = 64 * 1024;

    private final int pages = SMALLEST + Math.floorMod(NEXT.getAndIncrement(), SIZES);

    /** The size, in WebAssembly's pages of 64 KB. */
    int pages() {
        return pages;
    }

    /** Whoever of these has it. */
    Optional<ProcessHandle> among(Stream<ProcessHandle> processes) {
        return processes.filter(this::mapped).findFirst();
    }

    private boolean mapped(ProcessHandle process) {
        try (Stream<String> maps = Files.lines(Path.of("/proc/" + process.pid() + "/maps"))) {
            return maps.anyMatch(line -> size(line) == pages * PAGE);
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Of a line that begins with {@code from-to} in hexadecimal. */
    private static long size(String line) {
        int dash = line.indexOf('-');
        int end = line.indexOf(' ', dash);
        return Long.parseUnsignedLong(line, dash + 1, end, 16) - Long.parseUnsignedLong(line, 0, dash, 16);
    }
}
