package dev.pindai.engine.browser;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSettings;
import dev.pindai.engine.relay.Relay;

import org.jboss.logging.Logger;

/** Gets a page its way out, its profile and its place in a browser, and gives all of them back. */
final class PageOpening {

    private static final Logger LOG = Logger.getLogger(PageOpening.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration NAVIGATE = Duration.ofSeconds(10);
    /** What others have the lane do comes first. */
    private static final Duration QUEUE = Duration.ofSeconds(5);
    private static final Duration OVER = Duration.ofSeconds(10);
    /** It comes long before, see {@link Openings}. */
    private static final Duration TURN = Duration.ofHours(1);

    private final BrowserPage page;
    private final PageSettings settings;
    private final EngineParts parts;
    private final BrowserPlaces places;
    private final ProfileDirectory profile;
    private final CompletableFuture<PageWindow> window = new CompletableFuture<>();
    /** Done when {@link #run} is over, however it ended. */
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile Openings.Turn turn;
    private volatile Relay relay;
    private volatile BrowserPlace place;

    PageOpening(BrowserPage page, PageSettings settings, EngineParts parts, BrowserPlaces places) {
        this.page = page;
        this.settings = settings;
        this.parts = parts;
        this.places = places;
        this.profile = new ProfileDirectory(parts.profiles(), page.ref().sessionId());
    }

    /** The lane the page's window is driven from, or null. */
    Lane lane() {
        BrowserPlace taken = place;
        return taken == null ? null : taken.lane();
    }

    /** The page's place in a browser, once its window was opened. */
    Optional<BrowserPlace> place() {
        return done() ? Optional.of(place) : Optional.empty();
    }

    /** Queues for the page's turn; to be called once, before {@link #run}. */
    void queue() {
        turn = parts.openings().ask();
    }

    /**
     * Opens the window and goes to WhatsApp's address. Waits for both; not for a lane's thread. To be called once, even for a
     * page that ends before: {@link #undo} waits for its end.
     */
    void run() throws OpenFailure {
        try {
            demandWanted();
            if (settings.obstacle() != null) {
                throw new OpenFailure(PageFailure.PROXY_FAILED, settings.obstacle());
            }
            BrowserFinder.Browser browser = parts.browsers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.BROWSER_NOT_FOUND, parts.browsers().problem()));
            DriverFinder.Driver driver = parts.drivers().find()
                    .orElseThrow(() -> new OpenFailure(PageFailure.INTERNAL, parts.drivers().problem()));
            awaitTurn();
            demandSpace();
            profile.claim();
            URI address = parts.address().get();
            openRelay(address);
            place = places.of(new WindowRequest(page, profile, browser, driver, address,
                    relay == null ? OptionalInt.empty() : OptionalInt.of(relay.port())));
            demandWanted();
            PageWindow opened = place.open();
            // A shared browser does not lock its profiles as one of their own does.
            profile.demandNotTaken();
            window.complete(opened);
            LOG.infof("Browser ready for epoch %d; opening %s", page.ref().epoch(), address);
            navigate("navigate");
        } catch (OpenFailure e) {
            throw e;
        } catch (ExecutionException e) {
            // Somebody may have taken the profile since it was claimed.
            profile.demandNotTaken();
            Lane lane = lane();
            throw new OpenFailure(lane == null || lane.usable() ? PageFailure.INTERNAL : PageFailure.CRASHED,
                    "The browser did not start: " + PlaywrightWords.reason(e.getCause()) + " " + place.lastWords());
        } catch (RuntimeException | TimeoutException e) {
            throw new OpenFailure(PageFailure.INTERNAL, "The browser did not start: " + e);
        } finally {
            if (page.ending()) {
                closeRelay();
            }
            if (!done()) {
                endTurn();
            }
            window.completeExceptionally(new CancellationException("The page did not open"));
            over.complete(null);
        }
    }

    /** Whether the window is there. */
    boolean done() {
        return window.isDone() && !window.isCompletedExceptionally();
    }

    /**
     * Goes to WhatsApp's address anew, in the same browser. Waits for that; not for a lane's thread.
     *
     * @param silent whether the page does not answer: then its renderer is ended and another takes its place
     */
    void reload(boolean silent) throws OpenFailure {
        try {
            if (silent) {
                window.join().forgo();
                // From outside the lane: it frees whoever waits for the page.
                ProcessTree.kill(place.renderers(), GRACE);
                place.reopen();
            }
            navigate("reload");
        } catch (OpenFailure e) {
            throw e;
        } catch (ExecutionException e) {
            throw new OpenFailure(PageFailure.CRASHED,
                    "The page could not be loaded anew: " + PlaywrightWords.reason(e.getCause()));
        } catch (RuntimeException | TimeoutException e) {
            throw new OpenFailure(PageFailure.HUNG, "The page could not be loaded anew in time: " + e);
        }
    }

    private void navigate(String name) throws ExecutionException, TimeoutException {
        Waiting.result(onWindow(name, NAVIGATE, opened -> {
            page.leaves();
            opened.navigate();
            return null;
        }), NAVIGATE.plus(QUEUE));
    }

    /** The page shows a new document. Called on the lane's thread. */
    void documentCame() {
        place.documentCame();
    }

    /** Called now and then, in a thread that may wait for a disk. */
    void tidy() {
        BrowserPlace taken = place;
        if (taken != null) {
            taken.tidy();
        }
    }

    /** Why the page ended, to be asked before {@link #undo}. */
    EndCause cause() {
        BrowserPlace taken = place;
        return taken == null ? new EndCause(Optional::empty, parts.kills(), parts.disk()) : taken.cause();
    }

    /** Queues work on the window; fails if the page did not open or is ending. */
    <T> CompletableFuture<T> onWindow(String name, Duration limit, Function<PageWindow, T> work) {
        if (!done() || page.ending()) {
            return CompletableFuture.failedFuture(new IllegalStateException("The page is not open"));
        }
        return place.lane().run(new PageTask<>(page, name, limit, playwright -> work.apply(window.join())));
    }

    /**
     * Ends the page; afterwards none of its processes runs, none will be started, and its profile is in use by nobody.
     *
     * @param hung whether the page does not answer
     * @param failed whether it ends against our wish, so that it should be quick
     */
    void undo(boolean hung, boolean failed) {
        endTurn();
        BrowserPlace taken = place;
        if (taken != null) {
            taken.close(hung, failed);
        }
        if (!Waiting.done(over, OVER)) {
            LOG.error("The page's opening does not end; it may still write to the profile");
        }
        closeRelay();
    }

    private void awaitTurn() throws OpenFailure, ExecutionException, TimeoutException {
        Waiting.result(turn.come(), TURN);
        // It has come too for a page that is ending.
        demandWanted();
    }

    /** The page has loaded, or is not waited for any more: the next one's turn has come. */
    void endTurn() {
        Openings.Turn taken = turn;
        if (taken != null) {
            taken.end();
        }
    }

    /** Called every half second. */
    void check() {
        Openings.Turn taken = turn;
        if (taken != null) {
            taken.check();
        }
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
            relay = parts.relays().open(settings.proxy(), address, new BrowserGate(page.ref().sessionId(), this::browser),
                    page::proxyTroubled);
            LOG.infof("Goes through the proxy %s", settings.proxy());
        }
    }

    private Optional<ProcessHandle> browser() {
        BrowserPlace taken = place;
        return taken == null ? Optional.empty() : taken.browser();
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
}
