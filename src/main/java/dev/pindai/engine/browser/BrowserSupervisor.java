package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

/**
 * Places pages in shared browsers: fills one before the next is started, moves nobody, and ends a browser when its last page
 * has left, unless that is the one that is kept ready for the next page.
 */
final class BrowserSupervisor implements BrowserPlaces {

    private static final Logger LOG = Logger.getLogger(BrowserSupervisor.class);
    /** Windows after which an empty browser is not kept: what Chromium never gives back goes with it. */
    private static final int WORN_OUT = 100;

    private final EngineParts parts;
    private final int most;
    private final OwnedDirectories directories;
    private final List<SharedBrowser> browsers = new ArrayList<>();
    private int started;
    private boolean stopped;

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

    /** Starts the browser that the first page will come into. Returns at once. */
    synchronized void prepare(BrowserFinder.Browser browser, DriverFinder.Driver driver) {
        try {
            if (!stopped && browsers.isEmpty()) {
                create(browser, driver);
            }
        } catch (OpenFailure e) {
            LOG.warnf("No browser is kept ready: %s", e.getMessage());
        }
    }

    /** Gives the page a place in a browser, which may still be starting. Returns at once. */
    synchronized SharedBrowser join(SharedPlace place, WindowRequest request) throws OpenFailure {
        removeDead();
        SharedBrowser browser = browsers.stream().filter(one -> one.usable() && one.members().size() < most)
                .max(Comparator.comparing(one -> one.members().size())).orElse(null);
        if (browser == null) {
            browser = create(request.browser(), request.driver());
        }
        browser.members().add(place);
        return browser;
    }

    /** A browser that ended with nobody in it is missed only now. */
    private void removeDead() {
        List<SharedBrowser> dead = browsers.stream().filter(one -> one.members().isEmpty() && !one.usable()).toList();
        browsers.removeAll(dead);
        dead.forEach(browser -> parts.workers().execute(() -> browser.end(true)));
    }

    private SharedBrowser create(BrowserFinder.Browser program, DriverFinder.Driver driver) throws OpenFailure {
        BrowserConfig config = parts.config();
        Path directory;
        try {
            directory = directories.make();
        } catch (IOException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "A directory for the browser can't be made: " + e
                    + ". Let the user that runs Pindai write to the data directory");
        }
        LaunchPlan plan = new LaunchPlan(directory, program, ChromiumFlags.shared(config), false,
                parts.sandbox(), config.launchTimeout(), new BrowserLog(directory, config.niceness(), parts.environment()),
                parts.browserTmp().place());
        SharedBrowser browser = new SharedBrowser("shared-" + ++started, plan, parts);
        browsers.add(browser);
        parts.workers().execute(() -> browser.start(driver));
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
            if (!browser.members().isEmpty() || keepsReady(browser)) {
                return;
            }
            browsers.remove(browser);
        }
        browser.end(hasty);
    }

    /** One is enough, and one that has opened many windows has had its time. */
    private boolean keepsReady(SharedBrowser browser) {
        return parts.config().keepReady() && !stopped && browser.usable() && browser.windows() < WORN_OUT
                && browsers.stream().noneMatch(one -> one != browser && one.members().size() < most && one.usable());
    }

    /** Ends the browser that nobody is in; none is kept or prepared afterwards. Waits for it. */
    void stop() {
        List<SharedBrowser> empty;
        synchronized (this) {
            stopped = true;
            empty = browsers.stream().filter(one -> one.members().isEmpty()).toList();
            browsers.removeAll(empty);
        }
        empty.forEach(browser -> browser.end(false));
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
