package dev.pindai.engine.browser;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The two ways a session gets its browser; what the engine promises holds in both. */
enum BrowserMode {
    OWN(1),
    SHARED(2);

    final int sessionsPerBrowser;

    BrowserMode(int sessionsPerBrowser) {
        this.sessionsPerBrowser = sessionsPerBrowser;
    }

    EngineFixture engine(URI address, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        // A browser goes with its last page in both; SharedBrowserTest has those that stay.
        all.putIfAbsent("pindai.browser.keep-ready", "false");
        // Pictures show that a page lives, not how soon.
        all.putIfAbsent("pindai.browser.screenshot-timeout", "20s");
        all.put("pindai.browser.sessions-per-browser", String.valueOf(sessionsPerBrowser));
        return new EngineFixture(address, all);
    }
}
