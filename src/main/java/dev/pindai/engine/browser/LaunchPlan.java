package dev.pindai.engine.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a browser is started with.
 *
 * @param directory its user data directory, which no other browser may use meanwhile
 * @param headless whether Playwright starts it without a window
 * @param log where it writes what it has to say
 * @param temporary where its temporary files go; the system's place if empty
 */
record LaunchPlan(Path directory, BrowserFinder.Browser browser, List<String> flags, boolean headless, ChromiumSandbox sandbox,
        Duration timeout, BrowserLog log, Optional<Path> temporary) {

    /** Headless Chromium names itself so in its user agent, and WhatsApp turns such a browser away. */
    String userAgent() {
        return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + browser.major()
                + ".0.0.0 Safari/537.36";
    }
}
