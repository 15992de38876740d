package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of this machine at one moment, as Linux tells them: one look at all of them serves every browser. Elsewhere
 * there are none. For one thread.
 */
final class ProcessStats {

    /** @param started the kernel's own count; with the pid it tells a process from a later one of the same number */
    record Process(long pid, long parent, long started, Duration cpu) {
    }

    private static final Path PROC = Path.of("/proc");
    private static final String NUMBER = "[0-9]*";
    /** Of a second: the kernel tells processor time in these, on every machine that browsers run on. */
    private static final int TICKS = 100;
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int STARTED = 19;

    private final Map<Long, Process> processes;
    private final Map<Long, List<Process>> children;
    /** Looked at once, however many share the process: the kernel adds it up from every page of it. */
    private final Map<Long, Long> memory = new HashMap<>();

    private ProcessStats(List<Process> all) {
        processes = all.stream().collect(Collectors.toMap(Process::pid, process -> process, (one, same) -> same));
        children = all.stream().collect(Collectors.groupingBy(Process::parent));
    }

    static ProcessStats take() {
        List<Process> all = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, NUMBER)) {
            directories.forEach(directory -> read(directory).ifPresent(all::add));
        } catch (IOException e) {
            // Not Linux.
            return new ProcessStats(List.of());
        }
        return new ProcessStats(all);
    }

    /** A process and all below it; none if it has ended. */
    List<Process> tree(long root) {
        return Stream.ofNullable(processes.get(root)).flatMap(this::withChildren).toList();
    }

    /**
     * The memory of a process in bytes: its proportional set size. Linux may keep that of processes which
     * Chromium's sandbox has shut off to itself; of them it is the anonymous memory. 0 if it has ended.
     */
    long memory(long pid) {
        return memory.computeIfAbsent(pid, ProcessStats::measured);
    }

    private static long measured(long pid) {
        Path directory = PROC.resolve(Long.toString(pid));
        return kilobytes(directory.resolve("smaps_rollup"), "Pss:")
                .or(() -> kilobytes(directory.resolve("status"), "RssAnon:")).orElse(0L) * 1024;
    }

    private Stream<Process> withChildren(Process process) {
        return Stream.concat(Stream.of(process),
                children.getOrDefault(process.pid(), List.of()).stream().flatMap(this::withChildren));
    }

    private static Optional<Process> read(Path directory) {
        try {
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name stands in brackets and may hold anything; what follows is numbers.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return Optional.of(new Process(Long.parseLong(directory.getFileName().toString()), Long.parseLong(fields[PARENT]),
                    Long.parseLong(fields[STARTED]), Duration.ofMillis(ticks * (1000 / TICKS))));
        } catch (IOException | RuntimeException e) {
            // It has ended while we looked.
            return Optional.empty();
        }
    }

    private static Optional<Long> kilobytes(Path file, String name) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().filter(line -> line.startsWith(name))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
