package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.pindai.engine.PageFailure;

/**
 * Places pages in shared browsers: fills one before the next is started, moves nobody, and ends a browser when its last page
 * has left.
 */
final class BrowserSupervisor implements BrowserPlaces {

    private final EngineParts parts;
    private final int most;
    private final OwnedDirectories directories;
    private final List<SharedBrowser> browsers = new ArrayList<>();
    private int started;

    /** @param most pages in one browser */
    BrowserSupervisor(EngineParts parts, int most, OwnedDirectories directories) {
        this.parts = parts;
        this.most = most;
        this.directories = directories;
    }

    @Override
    public BrowserPlace of(WindowRequest request) {
        return new SharedPlace(request, parts, this);
    }

    /** Gives the page a place in a browser, which may still be starting. Returns at once. */
    synchronized SharedBrowser join(SharedPlace place, WindowRequest request) throws OpenFailure {
        SharedBrowser browser = browsers.stream().filter(one -> one.usable() && one.members().size() < most)
                .max(Comparator.comparing(one -> one.members().size())).orElse(null);
        if (browser == null) {
            browser = create(request);
            browsers.add(browser);
        }
        browser.members().add(place);
        return browser;
    }

    private SharedBrowser create(WindowRequest request) throws OpenFailure {
        BrowserConfig config = parts.config();
        Path directory;
        try {
            directory = directories.make();
        } catch (IOException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "A directory for the browser can't be made: " + e
                    + ". Let the user that runs Pindai write to the data directory");
        }
        LaunchPlan plan = new LaunchPlan(directory, request.browser(), ChromiumFlags.shared(config), false,
                parts.browserSandbox(), config.launchTimeout(), new BrowserLog(directory, config.niceness()),
                parts.browserTmp().place());
        SharedBrowser browser = new SharedBrowser("shared-" + ++started, plan, parts);
        parts.workers().execute(() -> browser.start(request.driver()));
        return browser;
    }

    /**
     * The page has left its place.
     *
     * @param hasty whether somebody waits for the next
     */
    void leave(SharedPlace place, SharedBrowser browser, boolean hasty) {
        synchronized (this) {
            browser.members().remove(place);
            if (!browser.members().isEmpty()) {
                return;
            }
            browsers.remove(browser);
        }
        browser.end(hasty);
    }

    /** A lane has ended, and with it all that is said to browsers through it. */
    void laneEnded(Lane lane) {
        List<SharedBrowser> lost;
        synchronized (this) {
            lost = browsers.stream().filter(browser -> browser.lane() == lane).toList();
        }
        lost.forEach(browser -> browser.ended("The browser's driver ended"));
    }
}
