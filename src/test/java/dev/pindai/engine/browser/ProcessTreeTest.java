package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes are taken for a browser's on a profile, and so may be killed. */
class ProcessTreeTest {

    @TempDir
    Path profile;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void whoeverLooksIntoTheProfileIsNoBrowser() throws IOException {
        var looking = start("exec tail -f /dev/null " + profile);
        var other = start("exec -a 'chromium --user-data-dir=" + profile + "2' sleep 600");
        var browser = start("exec -a 'chromium --user-data-dir=" + profile + "' sleep 600");
        var helper = start("exec -a 'crashpad --database=" + profile + "/Crashpad' sleep 600");

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(ProcessTree.anyOn(profile))
                .extracting(ProcessHandle::pid).containsExactlyInAnyOrder(browser.pid(), helper.pid()));
        assertThat(looking.isAlive()).isTrue();
        assertThat(other.isAlive()).isTrue();
    }

    private Process start(String command) throws IOException {
        var process = new ProcessBuilder("bash", "-c", command).start();
        started.add(process);
        return process;
    }
}
