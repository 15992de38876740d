package dev.pindai.engine.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.EngineStatus;
import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageGoneException;
import dev.pindai.engine.PageListener;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageReport;
import dev.pindai.engine.PageSettings;
import dev.pindai.engine.PageSignal;
import dev.pindai.engine.PageUsage;
import dev.pindai.engine.relay.ProxyConfig;
import dev.pindai.engine.relay.Relays;
import dev.pindai.shared.DataDir;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

/** The engine's front: knows which page belongs to which session, and owns lanes, processes and threads. */
@Singleton
class BrowserEngine implements Engine {

    private static final Logger LOG = Logger.getLogger(BrowserEngine.class);

    private final BrowserConfig config;
    private final EngineParts parts;
    private final Map<UUID, BrowserPage> pages = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(EngineThreads.workers());
    private final Watchdog watchdog;
    private final UsageSampler usage;
    private final TemporaryFiles temporary;
    private final BrowserSupervisor shared;
    private final BrowserPlaces places;
    private volatile PageListener listener = signal -> LOG.debugf("Nobody listens: %s", signal);
    private volatile boolean stopped;

    @Inject
    BrowserEngine(BrowserConfig config, ProxyConfig proxies, DataDir data, WhatsAppAddress address) {
        this(config, proxies, data.directory("profiles"), data.file("processes"), address);
    }

    BrowserEngine(BrowserConfig config, ProxyConfig proxies, Path profiles, Path processFile, Supplier<URI> address) {
        this.config = config;
        ProcessTable processes = new ProcessTable(processFile);
        processes.reapLeftovers();
        this.temporary = new TemporaryFiles(processFile.resolveSibling("tmp"));
        temporary.begin();
        OwnedDirectories directories = new OwnedDirectories(processFile.resolveSibling("browsers"), "");
        directories.sweep();
        BrowserTmp browserTmp = new BrowserTmp(Path.of(System.getProperty("java.io.tmpdir")));
        browserTmp.begin();
        ChildEnvironment environment = ChildEnvironment.of(config);
        int cores = Runtime.getRuntime().availableProcessors();
        int lanes = config.lanes().orElse(Math.min(cores, 4));
        this.parts = new EngineParts(config, address, profiles, new BrowserFinder(config.executable()),
                new DriverFinder(config.driverDir(), temporary::place, environment),
                new LanePool(Math.max(1, lanes), processes, this::awaited, this::laneEnded), processes,
                workers, signal -> listener.on(signal), ConcurrentHashMap.newKeySet(), ChromiumSandbox.of(config), environment,
                MemoryKills.ofThisMachine(), new DiskSpace(profiles, config.minFreeDisk().asLongValue()), new LastReports(),
                new Relays(proxies, EngineThreads.relays(), workers), browserTmp,
                new Openings(Math.max(1, config.startsAtOnce().orElse(cores)), config.startPatience(), System::nanoTime));
        this.shared = new BrowserSupervisor(parts, config.sessionsPerBrowser(), directories);
        this.places = config.sessionsPerBrowser() == 1 ? request -> new OwnBrowser(request, parts) : shared;
        this.watchdog = new Watchdog(pages.values(), parts);
        this.usage = new UsageSampler(pages.values(), config.usageInterval());
    }

    @Override
    public void listener(PageListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void open(PageRef ref, PageSettings settings) {
        BrowserPage before = pages.get(ref.sessionId());
        if (before != null && before.ref().equals(ref) && !before.ending()) {
            return;
        }
        if (stopped) {
            listener.on(new PageSignal.Failed(ref.sessionId(), ref.epoch(), PageFailure.INTERNAL, "The engine is stopping"));
            return;
        }
        BrowserPage page = new BrowserPage(ref, settings, parts, places, before,
                ended -> pages.remove(ref.sessionId(), ended));
        pages.put(ref.sessionId(), page);
        page.open();
    }

    @Override
    public CompletionStage<Void> close(PageRef ref) {
        BrowserPage page = pages.get(ref.sessionId());
        // A later start has taken its place while it still ends.
        while (page != null && !page.ref().equals(ref)) {
            page = page.previous();
        }
        return page == null ? CompletableFuture.completedFuture(null) : page.close();
    }

    @Override
    public CompletionStage<Void> refreshQr(PageRef ref) {
        return on(ref, page -> page.commands().call("refreshQr", Map.of()).thenAccept(done -> {
        }));
    }

    @Override
    public CompletionStage<String> requestPairingCode(PageRef ref, String phoneNumber) {
        return on(ref, page -> page.commands().call("pairingCode", Map.of("phoneNumber", phoneNumber)));
    }

    @Override
    public CompletionStage<Void> logout(PageRef ref) {
        return on(ref, page -> page.commands().logout());
    }

    @Override
    public CompletionStage<Void> reload(PageRef ref) {
        return on(ref, BrowserPage::reload);
    }

    @Override
    public CompletionStage<Void> answerPasskey(PageRef ref, String credential) {
        return on(ref, page -> page.commands().call("answerPasskey", Map.of("credential", credential)).thenAccept(done -> {
        }));
    }

    @Override
    public String origin() {
        return WhatsAppAddress.origin(parts.address().get());
    }

    @Override
    public Optional<PageReport> report(UUID sessionId) {
        BrowserPage page = pages.get(sessionId);
        return page != null ? Optional.of(page.log().report()) : parts.reports().of(sessionId);
    }

    @Override
    public void forget(UUID sessionId) {
        parts.reports().drop(sessionId);
    }

    @Override
    public Map<UUID, PageUsage> usage() {
        return usage.latest();
    }

    @Override
    public CompletionStage<byte[]> screenshot(PageRef ref, boolean veil) {
        return on(ref, page -> page.screenshot(veil));
    }

    @Override
    public CompletionStage<Void> removeProfile(UUID sessionId) {
        return CompletableFuture.runAsync(() -> {
            if (pages.containsKey(sessionId)) {
                throw new IllegalStateException("The page of " + sessionId + " is open; close it before removing its profile");
            }
            new ProfileDirectory(parts.profiles(), sessionId).remove();
        }, workers);
    }

    @Override
    public EngineStatus status() {
        var browser = parts.browsers().find();
        String driverProblem = parts.drivers().problem();
        String problem = browser.isEmpty() ? parts.browsers().problem() : driverProblem;
        return new EngineStatus(problem == null, browser.map(Object::toString).orElse(null), problem, pages.size(),
                parts.lanes().lanes().size(), Set.copyOf(parts.missingHooks()), parts.sandbox().problem().orElse(null));
    }

    /** Made at start, so that an earlier run's leftovers end before anything new begins. */
    void start(@Observes StartupEvent event) {
        ChromiumFlags.refused(config).forEach(flag -> LOG.warnf(
                "%s is left out of the browser's switches: whoever reached that port would have every account", flag));
        EngineStatus now = status();
        if (now.usable()) {
            LOG.infof("Browser: %s", now.browser());
            parts.drivers().find().ifPresent(this::prepare);
        } else {
            LOG.warn(now.problem());
        }
    }

    /** What takes its time to start is there before anybody needs it. */
    private void prepare(DriverFinder.Driver driver) {
        if (config.sessionsPerBrowser() > 1 && config.keepReady()) {
            parts.browsers().find().ifPresent(browser -> shared.prepare(browser, driver));
        } else {
            parts.lanes().warm(driver);
        }
    }

    /** Late, so that sessions stop listening first. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        stop();
    }

    /** Ends all pages, lanes, processes and threads; may be called again. */
    @PreDestroy
    void stop() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
        }
        Duration deadline = config.closeTimeout();
        CompletableFuture<?>[] ends = pages.values().stream().map(BrowserPage::close).toArray(CompletableFuture[]::new);
        Waiting.done(CompletableFuture.allOf(ends), deadline.plusSeconds(10));
        shared.stop();
        watchdog.close();
        usage.close();
        parts.lanes().stop(deadline);
        parts.relays().close();
        workers.shutdownNow();
        temporary.end();
        parts.browserTmp().end();
    }

    /** Whether somebody waits for what a page on the lane says. Whoever opens one wakes the lane. */
    private boolean awaited(Lane lane) {
        return pages.values().stream().anyMatch(page -> page.on(lane) && page.awaited());
    }

    private void laneEnded(Lane lane) {
        shared.laneEnded(lane);
        pages.values().stream().filter(page -> page.on(lane))
                .forEach(page -> page.failed(PageFailure.CRASHED, "The browser's driver ended"));
    }

    /** The processes that run the page and no other, as far as they are known; asked by tests, which kill them. */
    List<ProcessHandle> renderers(PageRef ref) {
        return Optional.ofNullable(pages.get(ref.sessionId())).flatMap(BrowserPage::place).map(BrowserPlace::renderers)
                .orElse(List.of());
    }

    private <T> CompletionStage<T> on(PageRef ref, Function<BrowserPage, CompletionStage<T>> action) {
        BrowserPage page = pages.get(ref.sessionId());
        if (page == null || !page.ref().equals(ref) || page.ending()) {
            return CompletableFuture.failedFuture(new PageGoneException("The page of this start is not open"));
        }
        return action.apply(page);
    }
}
