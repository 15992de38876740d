package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether the kernel ended a process of this machine just now for want of memory: its victim sees a plain SIGKILL, so the
 * kernel's own count is the only witness.
 */
final class MemoryKills {

    private static final String COUNT = "oom_kill ";
    private static final Duration JUST_NOW = Duration.ofSeconds(3);

    private final Path vmstat;
    private final LongSupplier nanoTime;
    private long count;
    private long changed;
    private boolean ever;

    MemoryKills(Path vmstat, LongSupplier nanoTime) {
        this.vmstat = vmstat;
        this.nanoTime = nanoTime;
        this.count = read();
    }

    static MemoryKills ofThisMachine() {
        return new MemoryKills(Path.of("/proc/vmstat"), System::nanoTime);
    }

    /** To be called every second or so, so that "just now" is known later. */
    synchronized void look() {
        long now = read();
        if (now > count) {
            ever = true;
            changed = nanoTime.getAsLong();
        }
        count = now;
    }

    synchronized boolean justNow() {
        look();
        return ever && nanoTime.getAsLong() - changed < JUST_NOW.toNanos();
    }

    /** 0 where the kernel doesn't say. */
    private long read() {
        try {
            return Files.readAllLines(vmstat).stream().filter(line -> line.startsWith(COUNT)).findFirst()
                    .map(line -> Long.parseLong(line.substring(COUNT.length()).strip())).orElse(0L);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
