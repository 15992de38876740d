package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's count, in a file of the test's own, says when memory was short; not that it ever was. */
class MemoryKillsTest {

    private final AtomicLong now = new AtomicLong();

    @TempDir
    Path directory;

    @Test
    void onlyANewKillCountsAndOnlyForAMoment() throws IOException {
        MemoryKills kills = new MemoryKills(kernelSays(7), now::get);
        assertThat(kills.justNow()).isFalse();

        kernelSays(8);
        kills.look();
        assertThat(kills.justNow()).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(kills.justNow()).isTrue();
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(kills.justNow()).isFalse();
    }

    @Test
    void aKernelThatDoesNotSayKnowsOfNone() {
        MemoryKills kills = new MemoryKills(directory.resolve("none"), now::get);
        kills.look();
        assertThat(kills.justNow()).isFalse();
    }

    private Path kernelSays(long count) throws IOException {
        return Files.writeString(directory.resolve("vmstat"), "pgfault 12\noom_kill " + count + "\nnuma_hit 3\n");
    }
}
