package dev.pindai.engine.browser;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

/** Gets a page its lane, profile and browser, and gives all of them back: what was begun here is undone here. */
final class PageOpening {

    private static final Logger LOG = Logger.getLogger(PageOpening.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration NAVIGATE = Duration.ofSeconds(10);
    private static final Duration HUNG_CLOSE = Duration.ofSeconds(4);
    private static final Duration KILL = Duration.ofSeconds(5);

    private final BrowserPage page;
    private final EngineParts parts;
    private final ProfileDirectory profile;
    private final CompletableFuture<PageWindow> window = new CompletableFuture<>();
    private final AtomicBoolean holdsLane = new AtomicBoolean();
    private volatile Lane lane;

    PageOpening(BrowserPage page, EngineParts parts) {
        this.page = page;
        this.parts = parts;
        this.profile = new ProfileDirectory(parts.profiles(), page.ref().sessionId());
    }

    Lane lane() {
        return lane;
    }

    /** Opens the browser and goes to WhatsApp's address. Waits for both; not for a lane's thread. */
    void run() throws OpenFailure {
        try {
            BrowserFinder.Browser browser = parts.browsers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.BROWSER_NOT_FOUND, parts.browsers().problem()));
            DriverFinder.Driver driver = parts.drivers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.INTERNAL, parts.drivers().problem()));
            profile.claim();
            launch(driver, plan(browser, parts.address().get()));
            LOG.infof("Browser started for epoch %d; opening %s", page.ref().epoch(), parts.address().get());
            Waiting.result(onWindow("navigate", NAVIGATE, opened -> {
                opened.navigate();
                return null;
            }), NAVIGATE.plus(KILL));
        } catch (OpenFailure e) {
            throw e;
        } catch (ExecutionException e) {
            throw new OpenFailure(lane.usable() ? PageFailure.INTERNAL : PageFailure.CRASHED,
                    "The browser did not start: " + PlaywrightWords.reason(e.getCause()));
        } catch (RuntimeException | TimeoutException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "The browser did not start: " + e);
        } finally {
            window.completeExceptionally(new CancellationException("The page did not open"));
        }
    }

    /** Queues work on the window; fails if the page did not open or is ending. */
    <T> CompletableFuture<T> onWindow(String name, Duration limit, Function<PageWindow, T> work) {
        if (!window.isDone() || window.isCompletedExceptionally() || page.ending()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The page is not open"));
        }
        return lane.run(new PageTask<>(page, name, limit, playwright -> work.apply(window.join())));
    }

    /** Ends the browser and everything below it; afterwards none of its processes runs. */
    void undo(boolean hung) {
        Lane used = lane;
        if (used == null) {
            return;
        }
        // A launch under way is waited for: half a browser can't be closed.
        if (!Waiting.done(window, parts.config().closeTimeout())) {
            ProcessTree.kill(ProcessTree.anyOn(profile.path()), KILL);
        }
        if (Waiting.done(window, GRACE) && !window.isCompletedExceptionally()) {
            closeBrowser(used, window.join(), hung);
        }
        ProcessTree.kill(ProcessTree.anyOn(profile.path()), KILL);
        releaseLane();
    }

    private void releaseLane() {
        if (holdsLane.compareAndSet(true, false)) {
            parts.lanes().release(lane);
        }
    }

    private void closeBrowser(Lane used, PageWindow opened, boolean hung) {
        ProcessHandle browser = opened.browser();
        List<ProcessHandle> family = new ArrayList<>(ProcessTree.whole(browser));
        if (hung) {
            // Frees whoever waits for the page, from outside the lane, and leaves the browser to write its profile. Not
            // Runtime.terminateExecution: a call through DevTools is never answered once the browser itself stands still.
            ProcessTree.kill(ProcessTree.renderers(browser), GRACE);
        }
        PageTask<?> current = used.current();
        if (current != null && current.owner() == page && !Waiting.done(current.result(), GRACE)) {
            // Stuck in this browser, with the lane's other pages waiting behind it.
            ProcessTree.kill(ProcessTree.whole(browser), GRACE);
        }
        Duration limit = hung ? HUNG_CLOSE : parts.config().closeTimeout();
        PageTask<Void> close = new PageTask<>(page, "close", limit, playwright -> {
            opened.close();
            return null;
        });
        used.run(close);
        if (!Waiting.done(close.result(), limit)) {
            LOG.warn("The browser does not close; its processes are killed");
            ProcessTree.kill(ProcessTree.renderers(browser), GRACE);
            if (!Waiting.done(close.result(), GRACE)) {
                ProcessTree.kill(ProcessTree.whole(browser), GRACE);
            }
            if (!Waiting.done(close.result(), GRACE) && used.current() != null && used.current().owner() == page) {
                used.kill("the end of a browser did not free it");
            }
            close.result().cancel(false);
        }
        family.addAll(ProcessTree.whole(browser));
        ProcessTree.kill(family, KILL);
        if (ProcessTree.runs(browser)) {
            LOG.errorf("The browser's process %d can't be killed", browser.pid());
        } else {
            parts.processes().forget(browser);
        }
    }

    private void launch(DriverFinder.Driver driver, LaunchPlan plan)
            throws ExecutionException, TimeoutException, OpenFailure {
        Lane taken = parts.lanes().take(driver);
        lane = taken;
        holdsLane.set(true);
        if (page.ending()) {
            // It may have been undone before it had anything to give back.
            releaseLane();
            throw new OpenFailure(PageFailure.INTERNAL, "The page was closed before its browser started");
        }
        Duration limit = plan.timeout().plusSeconds(5);
        PageTask<PageWindow> launch = new PageTask<>(page, "launch", limit, playwright -> {
            if (page.ending()) {
                throw new CancellationException("The page was closed before its browser started");
            }
            return new PageWindow(playwright, taken, plan, page);
        });
        taken.run(launch);
        // Others may launch on the same lane first; the watchdog ends whoever holds it up.
        PageWindow opened = Waiting.result(launch.result(), limit.multipliedBy(4));
        ProcessHandle browser = opened.browser();
        parts.processes().record(browser, "browser:" + page.ref().sessionId() + ":" + page.ref().epoch());
        browser.onExit().thenRun(() -> page.failed(PageFailure.CRASHED, "The browser's process ended"));
        window.complete(opened);
    }

    private LaunchPlan plan(BrowserFinder.Browser browser, URI address) {
        BrowserConfig config = parts.config();
        return new LaunchPlan(profile.path(), browser, ChromiumFlags.of(config), config.headless(), parts.browserSandbox(),
                config.launchTimeout(), address);
    }
}
