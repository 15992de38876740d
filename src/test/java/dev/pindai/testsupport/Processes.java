package dev.pindai.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The browser processes on this machine, as the tests look for them. */
public final class Processes {

    private Processes() {
    }

    /** The main processes of browsers on this session's profile. */
    public static List<Long> browsersOf(String sessionId) {
        return ProcessHandle.allProcesses().filter(process -> {
            var line = String.join(" ", process.info().arguments().orElse(new String[0]));
            return line.contains("profiles/" + sessionId) && !line.contains("--type=");
        }).map(ProcessHandle::pid).toList();
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
