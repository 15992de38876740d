package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jboss.logging.Logger;

/**
 * The file that remembers which processes we started, so that a service started after a crash can end what the dead one
 * left. Only processes of a dead owner are touched, and only if pid and start time fit and the command line still names what
 * we started there: a browser its profile, a driver its purpose.
 */
class ProcessTable {

    /**
     * One line of the file. Times are milliseconds since 1970; {@code what} is free of blanks; {@code mark} is what the command
     * line contains, empty in a line of an earlier version.
     */
    record Entry(long pid, long start, long owner, long ownerStart, String what, String mark) {

        static Entry of(ProcessHandle process, String what, String mark) {
            ProcessHandle self = ProcessHandle.current();
            return new Entry(process.pid(), startOf(process), self.pid(), startOf(self), what, mark);
        }

        static Optional<Entry> parse(String line) {
            String[] words = line.split(" ", 6);
            try {
                return Optional.of(new Entry(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]),
                        Long.parseLong(words[3]), words[4], words.length > 5 ? words[5] : ""));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }

        String line() {
            return pid + " " + start + " " + owner + " " + ownerStart + " " + what + " " + mark;
        }

        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid).filter(handle -> handle.isAlive() && startOf(handle) == start
                    && (ProcessTree.commandLine(handle) + " ").contains(mark.isEmpty() ? "" : mark + " "));
        }

        boolean ownerLives() {
            return owner != ProcessHandle.current().pid()
                    && ProcessHandle.of(owner).filter(handle -> startOf(handle) == ownerStart).isPresent();
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        }
    }

    private static final Logger LOG = Logger.getLogger(ProcessTable.class);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final Path file;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();

    ProcessTable(Path file) {
        this.file = file;
    }

    /** Ends what a dead service left running. Called once, before the first process is started. */
    synchronized int reapLeftovers() {
        List<Entry> left = read();
        int reaped = 0;
        for (Entry entry : left) {
            if (entry.ownerLives()) {
                entries.put(entry.pid(), entry);
                continue;
            }
            Optional<ProcessHandle> process = entry.process();
            if (process.isPresent()) {
                LOG.infof("Ending process %d (%s), left by an earlier run", entry.pid(), entry.what());
                ProcessTree.kill(ProcessTree.whole(process.get()), KILL);
                reaped++;
            }
        }
        write();
        return reaped;
    }

    /**
     * Remembers a process.
     *
     * @param what says whose it is, such as {@code browser:<session>:<epoch>}
     * @param mark one of its arguments, by which it is known again
     */
    synchronized void record(ProcessHandle process, String what, String mark) {
        entries.put(process.pid(), Entry.of(process, what, mark));
        write();
    }

    /** To be called when the process has ended. */
    synchronized void forget(ProcessHandle process) {
        if (entries.remove(process.pid()) != null) {
            write();
        }
    }

    synchronized boolean knows(ProcessHandle process) {
        return entries.containsKey(process.pid());
    }

    /** What is recorded now, ours or not. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    private List<Entry> read() {
        try {
            return Files.readAllLines(file).stream().flatMap(line -> Entry.parse(line).stream()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            LOG.warnf("%s can't be read (%s): processes of an earlier run may be left", file, e.getMessage());
            return List.of();
        }
    }

    private void write() {
        String text = entries.values().stream().map(Entry::line).collect(Collectors.joining("\n", "", "\n"));
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("%s can't be written (%s): after a crash, processes may be left", file, e.getMessage());
        }
    }
}
