package dev.pindai.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pindai.testsupport.Processes;

/**
 * What a running service holds now, as the operating system and the JVM's own tools see it.
 *
 * @param handles open file handles of the service's process
 * @param heapKb used after a full collection
 * @param browsers main processes of browsers
 * @param drivers Node processes
 * @param temporary names in its directory for temporary files
 */
record ServiceFigures(int threads, int handles, long heapKb, int browsers, int drivers, List<String> temporary) {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    /** @param home its working directory, which its browsers and drivers share and nobody else has */
    static ServiceFigures of(long pid, Path home, Path temp) {
        try {
            var ours = processesIn(home).map(Processes::commandLine).toList();
            return new ServiceFigures(count(Path.of("/proc/" + pid + "/task")), count(Path.of("/proc/" + pid + "/fd")),
                    heapKb(pid),
                    (int) ours.stream().filter(line -> line.contains("--user-data-dir=") && !line.contains("--type=")).count(),
                    (int) ours.stream().filter(line -> line.contains("run-driver")).count(), names(temp));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every process that was started from there, or below one that was. */
    static Stream<ProcessHandle> processesIn(Path home) {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                return Path.of("/proc/" + process.pid() + "/cwd").toRealPath().startsWith(home.toRealPath())
                        || Processes.commandLine(process).contains(home + "/");
            } catch (IOException e) {
                // It has ended, or is not ours to look at.
                return false;
            }
        });
    }

    private static int count(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return (int) entries.count();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static long heapKb(long pid) throws IOException {
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
        var info = jcmd(pid, "GC.heap_info");
        return USED.matcher(info).results().mapToLong(found -> Long.parseLong(found.group(1))).findFirst()
                .orElseThrow(() -> new IllegalStateException("No heap in: " + info));
    }

    private static String jcmd(long pid, String command) throws IOException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(tool, String.valueOf(pid), command).redirectErrorStream(true).start();
        try {
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("jcmd " + command + ": " + output);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
