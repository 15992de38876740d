package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import dev.pindai.engine.PageFailure;

import com.microsoft.playwright.BrowserContext;

/** A browser for one page alone; the page's profile is its user data directory. */
final class OwnBrowser implements BrowserPlace {

    private static final Duration REOPEN = Duration.ofSeconds(10);

    private final WindowRequest request;
    private final EngineParts parts;
    private final LaunchPlan plan;
    private final BrowserLaunch launch;
    private volatile PageWindow window;

    OwnBrowser(WindowRequest request, EngineParts parts) {
        this.request = request;
        this.parts = parts;
        BrowserConfig config = parts.config();
        List<String> flags = ChromiumFlags.own(config);
        this.plan = new LaunchPlan(request.profile().path(), request.browser(),
                request.relayPort().isPresent() ? ProxyFlags.behind(request.relayPort().getAsInt(), flags) : flags,
                config.headless(), parts.sandbox(), config.launchTimeout(),
                new BrowserLog(request.profile().path(), config.niceness(), parts.environment()),
                parts.browserTmp().place());
        BrowserPage page = request.page();
        this.launch = new BrowserLaunch(page, "browser:" + page.ref().sessionId() + ":" + page.ref().epoch(), plan, parts,
                () -> !page.ending());
    }

    @Override
    public PageWindow open() throws OpenFailure, ExecutionException, TimeoutException {
        // Switches tell the way here; what a shared browser was told before would speak against them.
        ProfilePreferences.prepare(request.profile().path().resolve("Default"), OptionalInt.empty());
        request.page().log().launching(plan, request.address());
        RunningBrowser running = launch.start(request.driver(), this::prepare);
        running.process().onExit().thenRun(
                () -> request.page().failed(PageFailure.CRASHED, "The browser's process ended"));
        return window;
    }

    private void prepare(RunningBrowser running) {
        BrowserContext context = running.context();
        context.onClose(closed -> request.page().failed(PageFailure.CRASHED, "The browser ended"));
        window = new PageWindow(context.pages().isEmpty() ? context.newPage() : context.pages().getFirst(),
                request.address(), Heartbeat.resting(parts.config().heartbeatTimeout()), 0, request.page());
    }

    @Override
    public void reopen() throws ExecutionException, TimeoutException {
        RunningBrowser running = launch.running().orElseThrow();
        Waiting.result(running.lane().run(new PageTask<>(request.page(), "reopen", REOPEN, playwright -> {
            window.replace(running.context().newPage());
            return null;
        })), REOPEN.plusSeconds(5));
    }

    @Override
    public void documentCame() {
        // Whatever runs it is a process of this browser.
    }

    @Override
    public Lane lane() {
        return launch.lane();
    }

    @Override
    public Optional<ProcessHandle> browser() {
        return launch.running().map(RunningBrowser::process);
    }

    @Override
    public List<ProcessHandle> renderers() {
        return browser().map(ProcessTree::renderers).orElse(List.of());
    }

    @Override
    public double share(long pid) {
        return 1;
    }

    @Override
    public EndCause cause() {
        return new EndCause(plan.log()::wantOfMemory, parts.kills(), parts.disk());
    }

    @Override
    public String lastWords() {
        return plan.log().lastWords();
    }

    @Override
    public void tidy() {
        plan.log().trim();
    }

    @Override
    public void close(boolean hung, boolean failed) {
        launch.end(hung, failed);
    }
}
