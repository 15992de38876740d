package dev.pindai.engine.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

import com.microsoft.playwright.Page;

/** A page's place in a browser that others share: a window on its own profile, run by a process of its own. */
final class SharedPlace implements BrowserPlace {

    private static final Logger LOG = Logger.getLogger(SharedPlace.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration PREPARE = Duration.ofSeconds(10);
    /** What others have the lane do comes first; the watchdog sees to it that it ends. */
    private static final Duration PATIENCE = PREPARE.multipliedBy(3);

    private final WindowRequest request;
    private final EngineParts parts;
    private final BrowserSupervisor supervisor;
    private final RendererMark mark = new RendererMark();
    /** Done when {@link #open} is over, however it ended. */
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private boolean begun;
    private boolean closed;
    private volatile SharedBrowser browser;
    private volatile Page page;
    private volatile PageWindow window;
    private volatile ProcessHandle renderer;

    SharedPlace(WindowRequest request, EngineParts parts, BrowserSupervisor supervisor) {
        this.request = request;
        this.parts = parts;
        this.supervisor = supervisor;
    }

    /** Whose place it is. */
    BrowserPage page() {
        return request.page();
    }

    @Override
    public PageWindow open() throws OpenFailure, ExecutionException, TimeoutException {
        synchronized (this) {
            if (closed) {
                throw new CancellationException("The page was closed before its window was opened");
            }
            begun = true;
        }
        try {
            ProfilePreferences.prepare(profile().resolve("Default"), request.relayPort());
            browser = supervisor.join(this, request);
            page().log().launching(browser.plan(), request.address());
            page = browser.window(page().ref().sessionId(), profile());
            window = Waiting.result(browser.lane().run(new PageTask<>(page(), "prepare", PREPARE,
                    playwright -> new PageWindow(page, request.address(),
                            Heartbeat.resting(parts.config().heartbeatTimeout()), mark.pages(), page()))),
                    PATIENCE);
            return window;
        } finally {
            opened.complete(null);
        }
    }

    private Path profile() {
        return request.profile().path();
    }

    @Override
    public void reopen() throws OpenFailure, ExecutionException, TimeoutException {
        renderer = null;
        Page other = browser.window(page().ref().sessionId(), profile());
        Waiting.result(browser.lane().run(new PageTask<>(page(), "reopen", PREPARE, playwright -> {
            if (page().ending()) {
                other.close();
            } else {
                window.replace(other);
                page = other;
            }
            return null;
        })), PATIENCE);
    }

    @Override
    public void documentCame() {
        renderer = null;
        parts.workers().execute(() -> browser().flatMap(
                running -> mark.among(ProcessTree.renderers(running).stream())).ifPresent(found -> renderer = found));
    }

    @Override
    public Lane lane() {
        SharedBrowser joined = browser;
        return joined == null ? null : joined.lane();
    }

    @Override
    public Optional<ProcessHandle> browser() {
        SharedBrowser joined = browser;
        return joined == null ? Optional.empty() : joined.process();
    }

    @Override
    public List<ProcessHandle> renderers() {
        ProcessHandle known = renderer;
        if (known != null) {
            return List.of(known);
        }
        // Whatever is not known to run a neighbour's page runs this one, unless there is another one in doubt.
        List<SharedPlace> others = neighbours();
        if (others.stream().anyMatch(other -> other.renderer == null)) {
            return List.of();
        }
        return browser().map(ProcessTree::renderers).orElse(List.of()).stream()
                .filter(process -> others.stream().noneMatch(other -> process.equals(other.renderer))).toList();
    }

    private List<SharedPlace> neighbours() {
        SharedBrowser joined = browser;
        return joined == null ? List.of() : joined.members().stream().filter(member -> member != this).toList();
    }

    @Override
    public double share(long pid) {
        List<SharedPlace> others = neighbours();
        if (runs(pid)) {
            return 1;
        }
        return others.stream().anyMatch(other -> other.runs(pid)) ? 0 : 1.0 / (others.size() + 1);
    }

    private boolean runs(long pid) {
        ProcessHandle known = renderer;
        return known != null && known.pid() == pid;
    }

    @Override
    public EndCause cause() {
        ProcessHandle known = renderer;
        SharedBrowser joined = browser;
        return new EndCause(() -> known == null || joined == null ? Optional.empty()
                : joined.plan().log().wantOfMemory(known.pid()), parts.kills(), parts.disk());
    }

    @Override
    public String lastWords() {
        SharedBrowser joined = browser;
        return joined == null ? "" : joined.plan().log().lastWords();
    }

    @Override
    public void tidy() {
        SharedBrowser joined = browser;
        if (joined != null) {
            joined.plan().log().trim();
        }
    }

    @Override
    public void close(boolean hung, boolean failed) {
        synchronized (this) {
            closed = true;
            if (!begun) {
                return;
            }
        }
        Duration patience = parts.config().closeTimeout();
        if (!Waiting.done(opened, patience.plus(parts.config().launchTimeout()))) {
            LOG.error("The page's window is still being opened");
        }
        SharedBrowser joined = browser;
        if (joined == null) {
            return;
        }
        try {
            if (joined.usable()) {
                closeWindow(joined, hung, patience);
            }
            if (!joined.usable()) {
                joined.awaitEnd(patience);
            }
        } finally {
            supervisor.leave(this, joined, hung || failed);
        }
    }

    private void closeWindow(SharedBrowser joined, boolean hung, Duration limit) {
        Lane lane = joined.lane();
        if (hung) {
            // Frees whoever waits for the page, from outside the lane.
            ProcessTree.kill(renderers(), GRACE);
        }
        PageTask<?> current = lane.current();
        if (current != null && current.owner() == page() && !Waiting.done(current.result(), GRACE)) {
            ProcessTree.kill(renderers(), GRACE);
        }
        if (page != null) {
            PageTask<Void> close = new PageTask<>(joined, "close", limit.plus(GRACE.multipliedBy(2)), playwright -> {
                // The one that is shown by then: a reload may have been before it in the queue.
                page.close();
                return null;
            });
            lane.run(close);
            if (!Waiting.done(close.result(), limit)) {
                ProcessTree.kill(renderers(), GRACE);
            }
            if (!Waiting.done(close.result(), GRACE) || close.result().isCompletedExceptionally() && joined.usable()) {
                joined.failed(PageFailure.HUNG, "It does not close the window of session " + page().ref().sessionId());
                return;
            }
        }
        if (joined.process().isPresent() && !OpenFiles.gone(profile(), joined.process().get(), limit)) {
            joined.failed(PageFailure.HUNG, "It does not let go of the profile of session " + page().ref().sessionId());
        }
    }
}
