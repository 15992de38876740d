package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jboss.logging.Logger;

/** Finds a Chromium or Chrome, because none is shipped with Pindai. */
class BrowserFinder {

    /** A browser that answered when asked for its version. */
    record Browser(Path executable, String version) {

        /** The major version as a number in text, such as {@code 156}; "0" if the browser did not say. */
        String major() {
            Matcher number = Pattern.compile("\\d+").matcher(version);
            return number.find() ? number.group() : "0";
        }

        @Override
        public String toString() {
            return executable + " (" + version + ")";
        }
    }

    private static final Logger LOG = Logger.getLogger(BrowserFinder.class);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome",
            "chrome");
    private static final List<Path> PLACES = List.of(
            Path.of("/snap/bin/chromium"),
            Path.of("/opt/google/chrome/chrome"),
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
    private static final int VERSION_SECONDS = 10;

    private final Optional<Path> configured;
    private volatile Browser found;

    BrowserFinder(Optional<Path> configured) {
        this.configured = configured;
    }

    /** The browser, remembered once found; a failed search is repeated, so that installing one mends it at once. */
    Optional<Browser> find() {
        Browser known = found;
        if (known != null && Files.isExecutable(known.executable())) {
            return Optional.of(known);
        }
        Optional<Browser> now = candidates().filter(Files::isExecutable).flatMap(path -> version(path).stream()).findFirst();
        found = now.orElse(null);
        return now;
    }

    /** Why none was found, and what to do about it. */
    String problem() {
        return configured.map(path -> "pindai.browser.executable is " + path
                + ", which is no browser that starts. Correct the path or remove the setting")
                .orElse("No Chromium or Chrome was found. Install one (Debian: apt-get install chromium)"
                        + " or set pindai.browser.executable to its path");
    }

    private Stream<Path> candidates() {
        return configured.map(Stream::of)
                .orElseGet(() -> Stream.concat(NAMES.stream().flatMap(name -> SearchPath.find(name).stream()),
                        PLACES.stream()));
    }

    private static Optional<Browser> version(Path executable) {
        try {
            ProcessBuilder builder = new ProcessBuilder(executable.toString(), "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().retainAll(ChildEnvironment.usual().passed().keySet());
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                    LOG.warnf("%s did not tell its version when asked; it is passed over", executable);
                    return Optional.empty();
                }
                return Optional.of(new Browser(executable, new String(process.getInputStream().readAllBytes()).strip()));
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            LOG.warnf("%s can't be started: %s", executable, e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
