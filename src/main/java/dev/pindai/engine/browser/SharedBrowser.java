package dev.pindai.engine.browser;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

import com.microsoft.playwright.Page;

/**
 * A browser with the pages of several sessions, each on its own profile. Its user data directory holds links to the profiles,
 * which stay where they are: any browser can open any of them, one at a time.
 */
final class SharedBrowser implements TaskOwner {

    private static final Logger LOG = Logger.getLogger(SharedBrowser.class);
    private static final String MARKER = "data:text/html,";
    /** The profile of the window that keeps the browser open while nobody is in it. */
    private static final String KEEPER = "keeper";
    private static final Duration KILL = Duration.ofSeconds(5);

    private final String name;
    private final LaunchPlan plan;
    private final EngineParts parts;
    private final BrowserLaunch launch;
    private final BrowserSocket socket;
    private final Set<SharedPlace> members = ConcurrentHashMap.newKeySet();
    private final AtomicInteger windows = new AtomicInteger();
    /** By the address they will show. */
    private final Map<String, CompletableFuture<Page>> awaited = new ConcurrentHashMap<>();
    /** Done when windows may be asked for. */
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** Why it can't be used any more; null while it can. */
    private final AtomicReference<BrowserPage.Ending> over = new AtomicReference<>();

    /** @param name for logs and for the table of processes */
    SharedBrowser(String name, LaunchPlan plan, EngineParts parts) {
        this.name = name;
        this.plan = plan;
        this.parts = parts;
        this.launch = new BrowserLaunch(this, "browser:" + name, plan, parts, () -> over.get() == null);
        this.socket = new BrowserSocket(plan.directory());
    }

    /** Starts it. Waits for that; not for a lane's thread. Whoever waits for a window is told if it comes to nothing. */
    void start(DriverFinder.Driver driver) {
        // Playwright takes a browser for started when it shows its first window.
        parts.workers().execute(this::openKeeper);
        try {
            RunningBrowser running = launch.start(driver, this::prepare);
            running.process().onExit().thenRun(() -> ended("The browser's process ended"));
            // The window stays, and takes no memory of a page.
            ProcessTree.kill(ProcessTree.renderers(running.process()), KILL);
            ready.complete(null);
            LOG.infof("Browser %s started", name);
        } catch (ExecutionException e) {
            didNotStart(PlaywrightWords.reason(e.getCause()) + " " + plan.log().lastWords());
        } catch (RuntimeException | TimeoutException e) {
            didNotStart(e.getMessage());
        }
    }

    private void didNotStart(String why) {
        if (over.get() == null) {
            LOG.warnf("Browser %s did not start: %s", name, why);
        }
        ended("The browser did not start: " + why);
    }

    private void openKeeper() {
        try {
            socket.open(KEEPER, MARKER, this::usable, patience());
        } catch (IOException | TimeoutException e) {
            // The launch fails with the browser's own words, or at its deadline.
            LOG.debugf("Browser %s: %s", name, e.getMessage());
        }
    }

    /** Others may start on the same lane before it. */
    private Duration patience() {
        return launch.limit().multipliedBy(4);
    }

    private void prepare(RunningBrowser running) {
        running.context().onClose(closed -> ended("The browser ended"));
        // With the first binding, Playwright puts into each window what bindings stand on, but may miss one that is just being
        // opened: its page could not speak to us. So the first one comes before all windows but the keeper.
        running.context().exposeBinding(PageWindow.name(), (source, arguments) -> null);
        running.context().onPage(this::came);
    }

    /** On the lane's thread, within a call of Playwright's: nothing may be asked of the page here. */
    private void came(Page page) {
        if (!arrived(page)) {
            page.onFrameNavigated(frame -> arrived(page));
        }
    }

    private boolean arrived(Page page) {
        CompletableFuture<Page> waiter = awaited.remove(page.url());
        return waiter != null && waiter.complete(page);
    }

    /** The members' own list; who joins and leaves is the supervisor's affair. */
    Set<SharedPlace> members() {
        return members;
    }

    /** How many windows were asked of it. */
    int windows() {
        return windows.get();
    }

    boolean usable() {
        // That its process is gone is told by Playwright only a moment later.
        return over.get() == null && (launch.lane() == null || launch.lane().usable())
                && process().map(ProcessTree::runs).orElse(true);
    }

    LaunchPlan plan() {
        return plan;
    }

    /** The lane it is driven from; null before it is started. */
    Lane lane() {
        return launch.lane();
    }

    Optional<ProcessHandle> process() {
        return launch.running().map(RunningBrowser::process);
    }

    /**
     * Opens a window on a session's profile. Waits for it; not for a lane's thread.
     *
     * @param profile the session's directory
     * @throws OpenFailure with the browser's reason, if it ended
     * @throws ExecutionException if it does not open the window
     */
    Page window(UUID sessionId, Path profile) throws OpenFailure, ExecutionException, TimeoutException {
        String url = MARKER + UUID.randomUUID();
        windows.incrementAndGet();
        CompletableFuture<Page> waiter = new CompletableFuture<>();
        awaited.put(url, waiter);
        try {
            demandUsable();
            Waiting.result(ready, patience());
            link(plan.directory().resolve(sessionId.toString()), profile.resolve("Default"));
            launch.lane().attend();
            socket.open(sessionId.toString(), url, this::usable, launch.limit());
            return Waiting.result(waiter, launch.limit());
        } catch (ExecutionException e) {
            demandUsable();
            throw e;
        } catch (IOException e) {
            demandUsable();
            throw new ExecutionException(e);
        } catch (TimeoutException e) {
            demandUsable();
            // Nor would it for anybody else.
            failed(PageFailure.HUNG, "The browser opens no window: " + e.getMessage());
            throw e;
        } finally {
            awaited.remove(url);
        }
    }

    /** Chromium opens only profiles that lie in its user data directory, or seem to. */
    private static void link(Path link, Path target) throws IOException {
        Private.directories(target);
        try {
            Files.createSymbolicLink(link, target);
        } catch (FileAlreadyExistsException e) {
            // From the time before it left and came back.
        }
    }

    private void demandUsable() throws OpenFailure {
        BrowserPage.Ending why = over.get();
        if (why != null) {
            throw new OpenFailure(why.failure(), why.detail());
        }
        if (!usable()) {
            throw new OpenFailure(PageFailure.CRASHED, "The browser or its driver ended");
        }
    }

    /** It is of no use any more: what is left of it is killed, and its pages are told. */
    @Override
    public void failed(PageFailure failure, String detail) {
        if (over.compareAndSet(null, new BrowserPage.Ending(failure, detail))) {
            LOG.warnf("Browser %s is ended with the %d sessions in it: %s", name, members.size(), detail);
            process().ifPresent(process -> ProcessTree.kill(ProcessTree.whole(process), KILL));
        }
        tell();
    }

    /** It has ended, or nobody can speak to it any more. */
    void ended(String detail) {
        over.compareAndSet(null, new BrowserPage.Ending(PageFailure.CRASHED, detail));
        tell();
    }

    /** The first reason is the one: what a browser is ended for makes it look like a crash afterwards. */
    private void tell() {
        BrowserPage.Ending why = over.get();
        ready.completeExceptionally(new IOException(why.detail()));
        awaited.values().forEach(waiter -> waiter.completeExceptionally(new IOException(why.detail())));
        members.forEach(member -> member.page().failed(why.failure(), why.detail()));
    }

    /** Waits for the end of a browser that is over, and helps it along: its profiles are nobody's afterwards. */
    void awaitEnd(Duration patience) {
        // Without its driver a browser ends by itself, and writes its profiles first.
        process().ifPresent(process -> ProcessTree.ended(List.of(process), patience));
        ProcessTree.kill(ProcessTree.oursOn(plan.directory()), KILL);
    }

    /** Ends it with all that belongs to it. Called when its last page has left. */
    void end(boolean hasty) {
        boolean inOrder = over.compareAndSet(null,
                new BrowserPage.Ending(PageFailure.INTERNAL, "The browser is not needed any more"));
        launch.end(false, hasty || !inOrder);
        TemporaryFiles.remove(plan.directory());
        LOG.infof("Browser %s is closed", name);
    }
}
