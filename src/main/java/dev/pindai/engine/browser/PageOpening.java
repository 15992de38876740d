package dev.pindai.engine.browser;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSettings;
import dev.pindai.engine.relay.Relay;

import org.jboss.logging.Logger;

/** Gets a page its lane, profile and browser, and gives all of them back: what was begun here is undone here. */
final class PageOpening {

    private static final Logger LOG = Logger.getLogger(PageOpening.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration NAVIGATE = Duration.ofSeconds(10);
    /** Somebody waits for the next browser. */
    private static final Duration SHORT_CLOSE = Duration.ofSeconds(4);
    private static final Duration KILL = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration OVER = Duration.ofSeconds(10);

    private final BrowserPage page;
    private final EngineParts parts;
    private final ProfileDirectory profile;
    private final BrowserLog log;
    private final CompletableFuture<PageWindow> window = new CompletableFuture<>();
    private final AtomicBoolean holdsLane = new AtomicBoolean();
    /** Done when {@link #run} is over, however it ended. */
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final PageSettings settings;
    private volatile Relay relay;
    private volatile Lane lane;
    private volatile PageTask<PageWindow> launch;

    PageOpening(BrowserPage page, PageSettings settings, EngineParts parts) {
        this.page = page;
        this.settings = settings;
        this.parts = parts;
        this.profile = new ProfileDirectory(parts.profiles(), page.ref().sessionId());
        this.log = new BrowserLog(profile.path());
    }

    Lane lane() {
        return lane;
    }

    /** The browser's main process, once it was started. */
    Optional<ProcessHandle> browser() {
        return window.isDone() && !window.isCompletedExceptionally() ? Optional.of(window.join().browser())
                : Optional.empty();
    }

    /**
     * Opens the browser and goes to WhatsApp's address. Waits for both; not for a lane's thread. To be called once, even
     * for a page that ends before: {@link #undo} waits for its end.
     */
    void run() throws OpenFailure {
        try {
            demandWanted();
            BrowserFinder.Browser browser = parts.browsers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.BROWSER_NOT_FOUND, parts.browsers().problem()));
            DriverFinder.Driver driver = parts.drivers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.INTERNAL, parts.drivers().problem()));
            demandWanted();
            demandSpace();
            profile.claim();
            openRelay(parts.address().get());
            launch(driver, plan(browser, parts.address().get()));
            LOG.infof("Browser started for epoch %d; opening %s", page.ref().epoch(), parts.address().get());
            Waiting.result(onWindow("navigate", NAVIGATE, opened -> {
                page.leaves();
                opened.navigate();
                return null;
            }), NAVIGATE.plus(KILL));
        } catch (OpenFailure e) {
            throw e;
        } catch (ExecutionException e) {
            // Somebody may have taken the profile since it was claimed.
            profile.demandNotTaken();
            throw new OpenFailure(lane == null || lane.usable() ? PageFailure.INTERNAL : PageFailure.CRASHED,
                    "The browser did not start: " + PlaywrightWords.reason(e.getCause()) + " " + log.lastWords());
        } catch (RuntimeException | TimeoutException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "The browser did not start: " + e);
        } finally {
            if (page.ending()) {
                closeRelay();
            }
            window.completeExceptionally(new CancellationException("The page did not open"));
            over.complete(null);
        }
    }

    /** Whether the browser is there. */
    boolean done() {
        return window.isDone() && !window.isCompletedExceptionally();
    }

    /**
     * Goes to WhatsApp's address anew, in the same browser. Waits for that; not for a lane's thread.
     *
     * @param silent whether the page does not answer: then its renderer is ended and another takes its place
     */
    void reload(boolean silent) throws OpenFailure {
        PageWindow opened = window.join();
        if (silent) {
            opened.forgo();
            // From outside the lane: it frees whoever waits for the page.
            ProcessTree.kill(ProcessTree.renderers(opened.browser()), GRACE);
        }
        try {
            Waiting.result(onWindow("reload", NAVIGATE, current -> {
                page.leaves();
                if (silent) {
                    current.replace();
                }
                current.navigate();
                return null;
            }), NAVIGATE.plus(KILL));
        } catch (ExecutionException e) {
            throw new OpenFailure(PageFailure.CRASHED,
                    "The page could not be loaded anew: " + PlaywrightWords.reason(e.getCause()));
        } catch (RuntimeException | TimeoutException e) {
            throw new OpenFailure(PageFailure.HUNG, "The page could not be loaded anew in time: " + e);
        }
    }

    /** Called now and then, in a thread that may wait for a disk. */
    void tidy() {
        log.trim();
    }

    /** Why the browser ended, to be asked before {@link #undo}. */
    EndCause cause() {
        return new EndCause(log, parts.kills(), parts.disk());
    }

    /** Queues work on the window; fails if the page did not open or is ending. */
    <T> CompletableFuture<T> onWindow(String name, Duration limit, Function<PageWindow, T> work) {
        if (!done() || page.ending()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The page is not open"));
        }
        return lane.run(new PageTask<>(page, name, limit, playwright -> work.apply(window.join())));
    }

    /**
     * Ends the browser and everything below it; afterwards none of its processes runs, and none will be started.
     *
     * @param hung whether the page does not answer
     * @param failed whether it ends against our wish, so that it should be quick
     */
    void undo(boolean hung, boolean failed) {
        PageTask<PageWindow> begun = launch;
        // Without a launch of ours, a browser on the profile is somebody else's.
        if (begun != null && !begun.withdraw()) {
            PageWindow opened = launched(begun);
            if (opened != null) {
                closeBrowser(lane, opened, hung, failed);
            }
            ProcessTree.kill(ProcessTree.oursOn(profile.path()), KILL);
        }
        if (!Waiting.done(over, OVER)) {
            LOG.error("The page's opening does not end; it may still write to the profile");
        }
        closeRelay();
        releaseLane();
    }

    /** The window of the launch, after its end; null if it came to nothing. */
    private PageWindow launched(PageTask<PageWindow> begun) {
        // A launch under way is waited for: half a browser can't be closed.
        if (!Waiting.done(begun.result(), parts.config().closeTimeout())) {
            killLaunch(begun);
        }
        // Whoever waits for the launch may have notes to take of it first.
        Waiting.done(window, GRACE);
        CompletableFuture<PageWindow> result = begun.result();
        return result.isDone() && !result.isCompletedExceptionally() ? result.join() : null;
    }

    /** Its browser may come to be at any moment until the launch is over, so that killing once would not do. */
    private void killLaunch(PageTask<PageWindow> begun) {
        LOG.warn("The browser is still being started; it is killed as soon as it shows");
        long end = System.nanoTime() + launchLimit().toNanos();
        do {
            ProcessTree.kill(ProcessTree.oursOn(profile.path()), KILL);
        } while (!Waiting.done(begun.result(), LOOK) && System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        if (!begun.result().isDone()) {
            lane.kill("the start of a browser did not end");
            Waiting.done(begun.result(), GRACE);
        }
    }

    private void releaseLane() {
        if (holdsLane.compareAndSet(true, false)) {
            parts.lanes().release(lane);
        }
    }

    private void closeBrowser(Lane used, PageWindow opened, boolean hung, boolean failed) {
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
        Duration patience = parts.config().closeTimeout();
        Duration limit = (hung || failed) && patience.compareTo(SHORT_CLOSE) > 0 ? SHORT_CLOSE : patience;
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
        if (!used.usable() || close.result().isCompletedExceptionally()) {
            // Without its driver a browser ends by itself, and writes its profile first.
            ProcessTree.ended(List.of(browser), hung ? limit : patience);
        }
        ProcessTree.kill(family, KILL);
        if (ProcessTree.runs(browser)) {
            LOG.errorf("The browser's process %d can't be killed", browser.pid());
        } else {
            parts.processes().forget(browser);
        }
    }

    private void launch(DriverFinder.Driver driver, LaunchPlan plan)
            throws ExecutionException, TimeoutException, OpenFailure {
        demandWanted();
        Lane taken = parts.lanes().take(driver);
        lane = taken;
        holdsLane.set(true);
        page.log().launching(plan);
        PageTask<PageWindow> task = new PageTask<>(page, "launch", launchLimit(), playwright -> {
            if (page.ending()) {
                throw new CancellationException("The page was closed before its browser started");
            }
            return new PageWindow(playwright, taken, plan, page);
        });
        // First known, then wanted: whoever ends the page sees the launch, or this sees that the page ends.
        launch = task;
        if (page.ending()) {
            releaseLane();
        }
        demandWanted();
        taken.run(task);
        // Others may launch on the same lane first; the watchdog ends whoever holds it up.
        PageWindow opened = Waiting.result(task.result(), launchLimit().multipliedBy(4));
        ProcessHandle browser = opened.browser();
        parts.processes().record(browser, "browser:" + page.ref().sessionId() + ":" + page.ref().epoch(),
                "--user-data-dir=" + profile.path());
        browser.onExit().thenRun(() -> page.failed(PageFailure.CRASHED, "The browser's process ended"));
        window.complete(opened);
    }

    private void demandSpace() throws OpenFailure {
        Optional<String> full = parts.disk().tooLittleToStart();
        if (full.isPresent()) {
            throw new OpenFailure(PageFailure.DISK_FULL, full.get());
        }
    }

    /** What is wrong with the page's proxy now. */
    Optional<String> proxyTrouble() {
        Relay opened = relay;
        return opened == null ? Optional.empty() : opened.trouble();
    }

    /** Before the browser, which is given no other way. */
    private void openRelay(URI address) {
        if (settings.proxy() != null) {
            relay = parts.relays().open(settings.proxy(), address, new BrowserGate(page.ref().sessionId(), profile.path()),
                    page::proxyTroubled);
            LOG.infof("Goes through the proxy %s", settings.proxy());
        }
    }

    private void closeRelay() {
        Relay opened = relay;
        if (opened != null) {
            opened.close();
        }
    }

    private void demandWanted() throws OpenFailure {
        if (page.ending()) {
            throw new OpenFailure(PageFailure.INTERNAL, "The page was closed before its browser started");
        }
    }

    private Duration launchLimit() {
        return parts.config().launchTimeout().plusSeconds(5);
    }

    private LaunchPlan plan(BrowserFinder.Browser browser, URI address) {
        BrowserConfig config = parts.config();
        List<String> flags = ChromiumFlags.of(config);
        return new LaunchPlan(profile.path(), browser, relay == null ? flags : ProxyFlags.behind(relay.port(), flags),
                config.headless(), parts.browserSandbox(),
                config.launchTimeout(), address, log);
    }
}
