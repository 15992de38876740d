package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser is started as if there were no script, and its last words are kept. */
class BrowserLogTest {

    private BrowserLog log;

    @TempDir
    Path profile;

    @BeforeEach
    void begin() {
        log = new BrowserLog(profile, 7, ChildEnvironment.usual());
    }

    @Test
    void theBrowserTakesThePlaceOfTheScriptWithAllItsArguments() throws Exception {
        Path said = profile.resolve("said");
        Process process = start("printf '%s|' $$ \"$@\" > '" + said + "'; echo 'one line' >&2; exit 7", "a b", "--c=\"d\"");
        assertThat(process.waitFor()).isEqualTo(7);
        assertThat(said).hasContent(process.pid() + "|a b|--c=\"d\"|");
        assertThat(log.lastWords()).isEqualTo("one line");
        assertThat(log.wantOfMemory()).isEmpty();
    }

    @Test
    void theBrowserStepsBackBehindTheService() throws Exception {
        Path said = profile.resolve("said");
        start("nice > '" + said + "'").waitFor();
        Process here = new ProcessBuilder("nice").start();
        var ours = Integer.parseInt(new String(here.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        assertThat(said).hasContent(String.valueOf(ours + 7));
    }

    @Test
    void aRendererThatRanOutOfMemorySaysSo() throws Exception {
        start("echo '[12:12:ERROR:v8_oom.cc(49)] V8 process OOM (Zone).' >&2").waitFor();
        assertThat(log.wantOfMemory()).contains("V8 process OOM (Zone).");

        start("echo 'all is well' >&2").waitFor();
        assertThat(log.wantOfMemory()).as("of an earlier start").isEmpty();
    }

    @Test
    void aBrowserThatTalksForMonthsFillsNoDisk() throws Exception {
        start("head -c 2000000 /dev/zero >&2").waitFor();
        log.trim();
        assertThat(profile.resolve("browser.log")).isEmptyFile();
    }

    @Test
    void theBrowserIsKnownAsOursAndGetsNoneOfOurSettings() throws Exception {
        Process process = start("sleep 60 & wait");
        try {
            // While it changes from one program to the next, a process shows no environment.
            Awaitility.await().atMost(EngineFixture.SOON).until(() -> ProcessTree.ours(process.toHandle()));
            assertThat(log.environment(Path.of("/browser"))).containsEntry("PATH", System.getenv("PATH"))
                    .containsEntry("PINDAI_BROWSER", "/browser");
            assertThat(ProcessTree.ours(ProcessHandle.current())).isFalse();
        } finally {
            ProcessTree.kill(ProcessTree.whole(process.toHandle()), EngineFixture.SOON);
        }
    }

    private Process start(String body, String... arguments) throws IOException {
        Path browser = Files.writeString(profile.resolve("browser"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
        Path launcher = log.launcher(browser);
        assertThat(launcher).isNotEqualTo(browser);
        ProcessBuilder builder = new ProcessBuilder(java.util.stream.Stream
                .concat(java.util.stream.Stream.of(launcher.toString()), java.util.Arrays.stream(arguments)).toList());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(log.environment(browser));
        return builder.start();
    }
}
