package dev.pindai.engine.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All that a window is opened with. */
record LaunchPlan(Path profile, BrowserFinder.Browser browser, List<String> flags, boolean headless, boolean sandbox,
        Duration timeout, URI address, BrowserLog log) {

    /** The only origin whose documents get our script and may speak to us. */
    String origin() {
        return origin(address);
    }

    static String origin(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    /** Headless Chromium names itself so in its user agent, and WhatsApp turns such a browser away. */
    String userAgent() {
        return "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + browser.major()
                + ".0.0.0 Safari/537.36";
    }
}
