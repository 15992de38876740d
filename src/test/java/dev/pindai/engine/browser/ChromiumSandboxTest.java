package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chromium's own sandbox is on unless it can't be, and then that is said with its remedy. */
@Timeout(60)
class ChromiumSandboxTest {

    private static final String WORDS = "[7:7:FATAL:zygote_host_impl_linux.cc(130)] No usable sandbox! If this is a Debian system";

    @TempDir
    Path directory;

    @Test
    void itIsOnUnlessSomethingIsAgainstIt() {
        assertThat(sandbox(Map.of(), false).on()).isTrue();
        assertThat(sandbox(Map.of(), true).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("root", "another user"));
        assertThat(sandbox(Map.of("pindai.browser.sandbox", "false"), false).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("pindai.browser.sandbox is false"));
        assertThat(sandbox(Map.of("pindai.browser.extra-args", "--lang=id,--no-sandbox"), false).problem())
                .hasValueSatisfying(why -> assertThat(why).contains("--no-sandbox"));
    }

    @Test
    void onlyTheWantOfItSwitchesItOff() {
        ChromiumSandbox sandbox = sandbox(Map.of(), false);
        assertThat(sandbox.impossible("Missing X server or $DISPLAY")).isFalse();
        assertThat(sandbox.on()).isTrue();
        assertThat(sandbox.impossible(WORDS)).isTrue();
        assertThat(sandbox.on()).isFalse();
        assertThat(sandbox.problem()).hasValueSatisfying(why -> assertThat(why).contains("gives this user no namespaces"));
    }

    /** With a browser that says what Chromium says where there are no user namespaces. */
    @Test
    void aBrowserThatCanNotHaveItIsStartedWithoutIt() throws Exception {
        ChromiumSandbox sandbox = sandbox(Map.of(), false);
        ProcessTable processes = new ProcessTable(directory.resolve("processes"));
        Lane lane = new Lane(1, new DriverFinder(Optional.empty()).find().orElseThrow(), processes, any -> true, Duration.ZERO,
                ended -> {
                });
        try {
            LaunchPlan plan = plan(sandbox);
            var started = lane.run(new PageTask<>(null, "launch", Duration.ofSeconds(40),
                    playwright -> RunningBrowser.start(playwright, lane, plan))).join();
            assertThat(ProcessTree.commandLine(started.process())).contains("--no-sandbox");
            assertThat(sandbox.on()).isFalse();
            lane.run(new PageTask<>(null, "close", Duration.ofSeconds(20), playwright -> {
                started.close();
                return null;
            })).join();
        } finally {
            lane.stop(Duration.ofSeconds(10));
        }
    }

    private LaunchPlan plan(ChromiumSandbox sandbox) throws IOException {
        BrowserFinder.Browser real = new BrowserFinder(Optional.empty()).find().orElseThrow();
        Path needy = Files.writeString(directory.resolve("needy"), """
                #!/bin/sh
                case " $* " in
                *" --no-sandbox "*) exec %s "$@" ;;
                esac
                echo '%s' >&2
                exit 1
                """.formatted(real.executable(), WORDS));
        Files.setPosixFilePermissions(needy, PosixFilePermissions.fromString("rwx------"));
        Path profile = Files.createDirectory(directory.resolve("profile"));
        return new LaunchPlan(profile, new BrowserFinder.Browser(needy, real.version()),
                ChromiumFlags.own(EngineFixture.config(Map.of())), true, sandbox, Duration.ofSeconds(30),
                new BrowserLog(profile, 5, ChildEnvironment.usual()), Optional.empty());
    }

    private static ChromiumSandbox sandbox(Map<String, String> settings, boolean root) {
        return new ChromiumSandbox(EngineFixture.config(settings), root);
    }
}
