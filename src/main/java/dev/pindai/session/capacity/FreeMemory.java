package dev.pindai.session.capacity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

/**
 * The memory that is left for more browsers: what Linux says is available, or less where a container or a service unit has
 * a limit. What can be taken back from the page cache counts as free.
 */
@Singleton
class FreeMemory {

    /** Where a kind of control group keeps its figures. */
    private record Kind(String root, String limit, String usage, String reclaimable) {
    }

    private static final Kind UNIFIED = new Kind("sys/fs/cgroup", "memory.max", "memory.current", "inactive_file");
    private static final Kind FIRST = new Kind("sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
            "total_inactive_file");

    private final Path root;

    FreeMemory() {
        this(Path.of("/"));
    }

    /** @param root where {@code proc} and {@code sys} are */
    FreeMemory(Path root) {
        this.root = root;
    }

    /** In bytes; empty where there is no Linux to tell. */
    OptionalLong bytes() {
        var machine = lines(root.resolve("proc/meminfo")).filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024);
        return LongStream.concat(machine, groups()).min();
    }

    private LongStream groups() {
        return lines(root.resolve("proc/self/cgroup")).map(line -> line.split(":", 3)).filter(fields -> fields.length == 3)
                .flatMapToLong(fields -> {
                    if (fields[1].isEmpty()) {
                        return upwards(UNIFIED, fields[2]);
                    }
                    return List.of(fields[1].split(",")).contains("memory") ? upwards(FIRST, fields[2]) : LongStream.empty();
                });
    }

    /** Each group's limit holds for those below it. A container sees its own group as the root, under whatever name. */
    private LongStream upwards(Kind kind, String name) {
        var top = root.resolve(kind.root());
        var own = top.resolve(name.substring(1)).normalize();
        return Stream.iterate(own.startsWith(top) ? own : top, group -> group.startsWith(top), Path::getParent)
                .flatMapToLong(group -> left(kind, group).stream());
    }

    private OptionalLong left(Kind kind, Path group) {
        var limit = number(group.resolve(kind.limit()));
        var usage = number(group.resolve(kind.usage()));
        if (limit.isEmpty() || usage.isEmpty()) {
            return OptionalLong.empty();
        }
        var reclaimable = lines(group.resolve("memory.stat")).filter(line -> line.startsWith(kind.reclaimable() + " "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1).strip())).findFirst().orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - Math.max(0, usage.getAsLong() - reclaimable)));
    }

    /** Empty for a file that is not there, and for the word {@code max}. */
    private static OptionalLong number(Path file) {
        return lines(file).map(String::strip).filter(text -> text.matches("\\d{1,18}|9\\d{18}"))
                .mapToLong(Long::parseLong).findFirst();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file).lines();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
