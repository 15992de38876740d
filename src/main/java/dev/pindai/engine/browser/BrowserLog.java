package dev.pindai.engine.browser;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

/**
 * What a browser writes to its standard error, kept in its user data directory: only there a renderer says that its memory was
 * not enough before it ends (signal and exit code are those of any crash), and Playwright keeps the stream to itself. So the
 * browser is started by a short script that redirects the stream and is then replaced by the browser.
 */
final class BrowserLog {

    private static final Logger LOG = Logger.getLogger(BrowserLog.class);
    private static final String SCRIPT = """
            #!/bin/sh
            # Made by Pindai for the browser of this profile, whose files are nobody else's. Where processors are scarce, the browser lets the service go first: by
            # its own niceness, and by that of the group which the kernel may have made for its session.
            umask 077
            read -r _ _ _ _ _ session _ </proc/$$/stat
            [ "$session" = $$ ] && { echo "$PINDAI_BROWSER_NICENESS" >/proc/$$/autogroup; } 2>/dev/null
            nicely=
            command -v nice >/dev/null && nicely="nice -n $PINDAI_BROWSER_NICENESS"
            exec $nicely "$PINDAI_BROWSER" "$@" 2>>"$PINDAI_BROWSER_LOG"
            """;
    /** Of V8, for its heap or for what it needs outside of it, and of Chromium's own allocator. */
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("V8 \\w+ OOM[^\n]*|Out of memory[^\n]*");
    private static final int TAIL = 64 * 1024;
    private static final long MOST = 1024 * 1024;

    private final Path script;
    private final Path file;
    private final int niceness;
    private final ChildEnvironment inherited;

    /** @param niceness of the browser, 0 to 19 */
    BrowserLog(Path profile, int niceness, ChildEnvironment inherited) {
        this.niceness = niceness;
        this.inherited = inherited;
        this.script = profile.resolve("start-browser");
        this.file = profile.resolve("browser.log");
    }

    /** What to start instead of the browser: the script, or the browser itself where no script can be run. Empties the log. */
    Path launcher(Path browser) {
        try {
            Files.deleteIfExists(file);
            // A script that is being written can't be run, and a process forked meanwhile holds it open a little longer.
            if (!Files.exists(script) || !Files.readString(script).equals(SCRIPT)) {
                Files.writeString(script, SCRIPT);
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            }
            if (Files.isExecutable(script)) {
                return script;
            }
            LOG.debugf("%s can't be run: it lies where programs must not; the browser's own words are not kept", script);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("%s can't be made (%s): the browser's own words are not kept", script, e.getMessage());
        }
        return browser;
    }

    /** The browser's environment: what may be inherited, what the script needs, and what tells that it is ours. */
    Map<String, String> environment(Path browser) {
        Map<String, String> environment = inherited.passed();
        environment.put("PINDAI_BROWSER", browser.toString());
        environment.put("PINDAI_BROWSER_LOG", file.toString());
        environment.put("PINDAI_BROWSER_NICENESS", String.valueOf(niceness));
        environment.put(ProcessTree.OWNER, ProcessTree.ourselves());
        return environment;
    }

    /** The browser's words for its want of memory, if that is what ended one of its processes. */
    Optional<String> wantOfMemory() {
        return tail().lines().flatMap(line -> wantOfMemory(line).stream()).findFirst();
    }

    /** The same of one process: each line begins with the number of whoever wrote it. */
    Optional<String> wantOfMemory(long pid) {
        return tail().lines().filter(line -> line.startsWith("[" + pid + ":")).flatMap(line -> wantOfMemory(line).stream())
                .findFirst();
    }

    private static Optional<String> wantOfMemory(String line) {
        Matcher words = OUT_OF_MEMORY.matcher(line);
        return words.find() ? Optional.of(words.group().strip()) : Optional.empty();
    }

    /** The last line the browser wrote; empty if it wrote nothing. */
    String lastWords() {
        return tail().lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (before, line) -> line);
    }

    /** Keeps the file from growing for as long as the browser runs: beyond a megabyte it starts anew. */
    void trim() {
        try {
            if (Files.exists(file) && Files.size(file) > MOST) {
                // The browser appends, so it goes on at the new end.
                Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            }
        } catch (IOException e) {
            LOG.debugf("%s can't be shortened: %s", file, e.getMessage());
        }
    }

    /** The last that the browser wrote, as text; empty if it wrote nothing. */
    String tail() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] last = new byte[(int) Math.min(log.length(), TAIL)];
            log.seek(log.length() - last.length);
            log.readFully(last);
            return new String(last, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
