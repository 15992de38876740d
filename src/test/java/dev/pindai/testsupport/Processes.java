package dev.pindai.testsupport;

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
}
