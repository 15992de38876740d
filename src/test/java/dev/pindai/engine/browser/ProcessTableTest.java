package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves is ended at the next start, and nothing else is. */
class ProcessTableTest {

    private Path file;
    private Process process;

    @TempDir
    Path directory;

    @BeforeEach
    void startProcess() throws IOException {
        file = directory.resolve("processes");
        process = new ProcessBuilder("sleep", "600").start();
        new ProcessTable(file).record(process.toHandle(), "browser:a-session:1", "600");
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void aDeadOwnersProcessIsEnded() throws IOException {
        owner(Long.MAX_VALUE, 1);
        assertThat(new ProcessTable(file).reapLeftovers()).isEqualTo(1);
        // The kernel has ended it; the JVM takes note of that in a thread of its own.
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60));
        assertThat(new ProcessTable(file).reapLeftovers()).isZero();
    }

    @Test
    void aLivingOwnersProcessIsLeftAlone() throws IOException {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        owner(parent.pid(), parent.info().startInstant().orElseThrow().toEpochMilli());
        assertThat(new ProcessTable(file).reapLeftovers()).isZero();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aPidThatIsAnotherProcessByNowIsLeftAlone() throws IOException {
        String[] words = Files.readString(file).strip().split(" ", 5);
        Files.writeString(file, words[0] + " 12345 " + Long.MAX_VALUE + " 1 " + words[4] + "\n");
        assertThat(new ProcessTable(file).reapLeftovers()).isZero();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aProcessThatDoesNotNameItsProfileIsLeftAlone() throws IOException {
        new ProcessTable(file).record(process.toHandle(), "browser:a-session:1", "--user-data-dir=/a profile");
        owner(Long.MAX_VALUE, 1);
        assertThat(new ProcessTable(file).reapLeftovers()).isZero();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aLineOfAnEarlierVersionStillCounts() throws IOException {
        owner(Long.MAX_VALUE, 1);
        Files.writeString(file, Files.readString(file).strip().replaceFirst(" 600$", "") + "\n");
        assertThat(new ProcessTable(file).reapLeftovers()).isEqualTo(1);
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60));
    }

    @Test
    void aDamagedFileIsNoObstacle() throws IOException {
        Files.writeString(file, "what is this\n\n1 2 3\n");
        assertThat(new ProcessTable(file).reapLeftovers()).isZero();
    }

    @Test
    void whatEndedIsForgotten() throws IOException {
        ProcessTable table = new ProcessTable(file);
        table.record(process.toHandle(), "browser:a-session:1", "600");
        table.forget(process.toHandle());
        assertThat(Files.readString(file)).isBlank();
    }

    private void owner(long pid, long start) throws IOException {
        String[] words = Files.readString(file).strip().split(" ", 5);
        Files.writeString(file, words[0] + " " + words[1] + " " + pid + " " + start + " " + words[4] + "\n");
    }
}
