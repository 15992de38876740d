package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at and ends the processes a browser consists of; the operating system knows them better than any list. */
final class ProcessTree {

    /** Name and value in the environment of each browser of this JVM, which tell it from anybody else's on the profile. */
    static final String OWNER = "PINDAI_OWNER";

    private static final Duration POLL = Duration.ofMillis(10);

    private ProcessTree() {
    }

    /** The value of {@link #OWNER}. Asked of each run: a constant of a native executable would be that of its build. */
    static String ourselves() {
        ProcessHandle process = ProcessHandle.current();
        return process.pid() + "-" + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** The browser's main process on this profile below {@code parent}, if it runs. */
    static Stream<ProcessHandle> browserOn(Path profile, ProcessHandle parent) {
        return parent.descendants().filter(process -> isBrowser(process, profile));
    }

    /**
     * Every process of this machine that a browser on the profile consists of: also helpers that left their family. Known by
     * Chromium's own switches, since others may well name the profile: whoever backs it up or looks into it.
     */
    static List<ProcessHandle> anyOn(Path profile) {
        Pattern ofBrowser = Pattern.compile("(^| )--(user-data-dir|database)=" + Pattern.quote(profile.toString())
                + "(/| |$)");
        return ProcessHandle.allProcesses().filter(process -> ofBrowser.matcher(commandLine(process)).find()).toList();
    }

    /**
     * Those of {@link #anyOn} that may be ended: all of them, unless a browser that somebody else started is on the profile;
     * then only what our own browsers consist of.
     */
    static List<ProcessHandle> oursOn(Path profile) {
        List<ProcessHandle> all = anyOn(profile);
        List<ProcessHandle> browsers = all.stream().filter(process -> isBrowser(process, profile)).toList();
        if (browsers.stream().allMatch(ProcessTree::ours)) {
            return all;
        }
        return browsers.stream().filter(ProcessTree::ours).flatMap(browser -> whole(browser).stream()).toList();
    }

    /** Whether a browser's main process was started by this JVM. */
    static boolean ours(ProcessHandle browser) {
        try {
            String environment = Files.readString(Path.of("/proc/" + browser.pid() + "/environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + OWNER + "=" + ourselves() + "\0");
        } catch (IOException e) {
            return ProcessHandle.current().descendants().anyMatch(browser::equals);
        }
    }

    private static boolean isBrowser(ProcessHandle process, Path profile) {
        String line = commandLine(process);
        return line.contains("--user-data-dir=" + profile) && !line.contains("--type=");
    }

    /** The processes that run a browser's pages. Killing them frees whoever waits for a page, and leaves the profile whole. */
    static List<ProcessHandle> renderers(ProcessHandle browser) {
        return browser.descendants().filter(process -> mentions(process, "--type=renderer")).toList();
    }

    /** The process and all below it, as they are now; asked for before the parent ends, since orphans lose their parent. */
    static List<ProcessHandle> whole(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    /** Kills what still runs of these, and waits for their end until the deadline. */
    static void kill(List<ProcessHandle> processes, Duration deadline) {
        List<ProcessHandle> running = processes.stream().filter(ProcessTree::runs).toList();
        running.forEach(ProcessHandle::destroyForcibly);
        ended(running, deadline);
    }

    /** Waits for the end of all of these; false if the deadline came first. */
    static boolean ended(List<ProcessHandle> processes, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        // ProcessHandle.onExit looks at processes that are not our children only every second or two.
        while (processes.stream().anyMatch(ProcessTree::runs)) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    /** Not so for one that has ended and waits for a parent to take note, which in a container may never come. */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    static boolean mentions(ProcessHandle process, String text) {
        return commandLine(process).contains(text);
    }

    /** With its arguments parted by blanks; empty if the process has ended or is not ours to look at. */
    static String commandLine(ProcessHandle process) {
        try {
            // Chromium's children write over their arguments, which ProcessHandle then does not see.
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }
}
