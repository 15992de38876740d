package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/** The browser processes on this machine, as the tests look for them. */
public final class Processes {

    /** What pages store, in a profile's directory; Chromium has files of its own open for longer than it has the profile. */
    private static final Pattern STORED = Pattern
            .compile("/Default/(IndexedDB|Local Storage|Session Storage|Service Worker|WebStorage|Network)/");

    private Processes() {
    }

    /** The main processes of browsers on this session's profile; other sessions may share them. */
    public static List<Long> browsersOf(String sessionId) {
        var browser = browserOn(sessionId);
        // A child that was forked a moment ago still looks like its parent.
        return ProcessHandle.allProcesses().filter(process -> browser.test(process)
                && process.parent().filter(browser).isEmpty()).map(ProcessHandle::pid).toList();
    }

    /** The same as soon as there are so many: a shared browser is told by what its pages have stored, which takes a moment. */
    public static List<Long> awaitBrowsersOf(String sessionId, int count) {
        return Awaitility.await(count + " browsers of " + sessionId).atMost(Duration.ofSeconds(60))
                .until(() -> browsersOf(sessionId), found -> found.size() == count);
    }

    /** The processes that run this session's page, and those of the sessions that share its browser. */
    public static List<Long> renderersOf(String sessionId) {
        return browsersOf(sessionId).stream().flatMap(browser -> ProcessHandle.of(browser).stream())
                .flatMap(ProcessHandle::descendants).filter(process -> commandLine(process).contains("--type=renderer"))
                .map(ProcessHandle::pid).toList();
    }

    /** SIGKILL. */
    public static void kill(List<Long> pids) {
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    /** Sends these a signal such as STOP. */
    public static void signal(String signal, List<Long> pids) throws IOException, InterruptedException {
        for (var pid : pids) {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid)).start().waitFor();
        }
    }

    /** Its words parted by blanks; empty if it has ended. */
    public static String commandLine(ProcessHandle process) {
        try {
            // Chromium's children write over their arguments, which ProcessHandle then does not see.
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static Predicate<ProcessHandle> browserOn(String sessionId) {
        var profile = "profiles/" + sessionId;
        return process -> {
            var line = commandLine(process);
            return line.contains("--user-data-dir=") && !line.contains("--type=")
                    && (line.contains(profile) || holds(process, profile + "/"));
        };
    }

    /** Whether it has something open that pages of this profile stored; a shared browser is told by that alone. */
    private static boolean holds(ProcessHandle process, String profile) {
        try (var handles = Files.list(Path.of("/proc", String.valueOf(process.pid()), "fd"))) {
            return handles.map(Processes::target).anyMatch(file -> file.contains(profile) && STORED.matcher(file).find());
        } catch (IOException | UncheckedIOException e) {
            // It has ended.
            return false;
        }
    }

    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Not so for one that has ended and whose parent has not taken note. */
    public static boolean runs(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return process.isAlive() && !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false;
        }
    }
}
