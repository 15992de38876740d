package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageGoneException;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSettings;
import dev.pindai.engine.PageSignal;

import org.jboss.logging.Logger;

/** One session's page from opening to its end, which comes once: by wish or by failure. */
final class BrowserPage implements PageEvents {

    /** Why a page ends; {@code failure} is null when it was wished. */
    record Ending(PageFailure failure, String detail) {
    }

    private static final Logger LOG = Logger.getLogger(BrowserPage.class);
    private static final Duration TAKE = Duration.ofSeconds(4);
    private static final Duration JUST_NOW = Duration.ofMillis(300);
    private static final Duration COLLECT = Duration.ofSeconds(5);
    private static final Duration BEFORE = Duration.ofMinutes(2);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final PageRef ref;
    private final EngineParts parts;
    private final Consumer<BrowserPage> onEnd;
    private final CompletableFuture<Void> before;
    private final PageStory story;
    private final PageOpening opening;
    private final PageCommands commands;
    private final PageLog log;
    private final Strays strays;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Object telling = new Object();
    private final Heartbeat heart;
    private final GarbageRounds garbage;

    /** Touched by the lane's thread only; null while a document of ours is awaited. */
    private String document;
    private volatile BrowserPage previous;
    private volatile Ending ending;
    private CompletableFuture<Void> reloading = CompletableFuture.completedFuture(null);

    /** @param previous the session's page before this one, which is closed first, or null */
    BrowserPage(PageRef ref, PageSettings settings, EngineParts parts, BrowserPlaces places, BrowserPage previous,
            Consumer<BrowserPage> onEnd) {
        this.ref = ref;
        this.parts = parts;
        this.onEnd = onEnd;
        this.previous = previous;
        this.before = previous == null ? CompletableFuture.completedFuture(null) : previous.close();
        this.story = new PageStory(ref);
        this.log = new PageLog(ref.epoch());
        this.strays = new Strays(ref.sessionId(), log);
        this.opening = new PageOpening(this, settings, parts, places);
        this.heart = new Heartbeat(parts.config().heartbeatTimeout(), parts.config().navigationTimeout(), System::nanoTime);
        this.garbage = new GarbageRounds(parts.config().lighter().contains(Lighter.GARBAGE)
                ? parts.config().garbageInterval()
                : Duration.ZERO, System::nanoTime);
        this.commands = new PageCommands(this::send, heart::fresh, parts.config().commandTimeout());
    }

    PageRef ref() {
        return ref;
    }

    boolean ending() {
        return ending != null;
    }

    boolean on(Lane lane) {
        return opening.lane() == lane;
    }

    /** Whether word from it is awaited: it is not linked yet, or not any more. To be asked on its lane's thread. */
    boolean awaited() {
        return !ending() && !story.ready();
    }

    /** Its place in a browser while the page is open. */
    Optional<BrowserPlace> place() {
        return ending() ? Optional.empty() : opening.place();
    }

    /** The session's page before this one while that is still ending, else null. */
    BrowserPage previous() {
        return previous;
    }

    /** Opens the page once the one before it has ended. Returns at once. */
    void open() {
        // In the order of the calls, if nothing is waited for.
        before.whenComplete((done, error) -> opening.queue()).whenCompleteAsync((done, error) -> {
            previous = null;
            try (SessionLog log = SessionLog.about(ref.sessionId())) {
                opening.run();
            } catch (OpenFailure e) {
                failed(e.failure(), e.getMessage());
            }
        }, parts.workers());
    }

    /** Ends the page by wish. */
    CompletableFuture<Void> close() {
        end(new Ending(null, "closed"));
        return ended;
    }

    @Override
    public void failed(PageFailure failure, String detail) {
        boolean network = failure == PageFailure.UNREACHABLE || failure == PageFailure.PROXY_FAILED;
        // The relay knows better than the browser why an address is not reached.
        end((network ? opening.proxyTrouble() : Optional.<String> empty())
                .map(trouble -> new Ending(PageFailure.PROXY_FAILED, trouble)).orElseGet(() -> new Ending(failure, detail)));
    }

    /** The proxy fails. A page that has come to be may stand it out: its WebSocket is lost at most for now. */
    void proxyTroubled(String sentence, boolean everWorked) {
        if (!heart.heard() || !everWorked) {
            end(new Ending(PageFailure.PROXY_FAILED, sentence));
        }
    }

    @Override
    public void said(Object argument) {
        PageMessages.read(argument).ifPresent(this::heard);
    }

    @Override
    public void kept(String where, boolean redirected) {
        strays.note(where);
        if (redirected && document == null) {
            failed(PageFailure.UNREACHABLE, "WhatsApp's address led to " + where + ", which is no page of WhatsApp Web");
        }
    }

    @Override
    public void later(Runnable work) {
        opening.onWindow("later", LATER, window -> {
            work.run();
            return null;
        });
    }

    @Override
    public PageLog log() {
        return log;
    }

    /** Where the page gets its commands. */
    PageCommands commands() {
        return commands;
    }

    CompletableFuture<byte[]> screenshot(boolean veil) {
        if (!heart.fresh()) {
            return CompletableFuture.failedFuture(new TimeoutException("The page is loading or busy"));
        }
        Duration timeout = parts.config().screenshotTimeout();
        return opening.onWindow("screenshot", timeout.plusSeconds(1), window -> window.screenshot(timeout, veil))
                .orTimeout(timeout.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(ending() ? new PageGoneException("The page ended")
                        : new TimeoutException(PlaywrightWords.reason(error))));
    }

    /**
     * Loads the page anew; one that does not answer gets a new renderer for it. Asked for again meanwhile, it is the same
     * reload.
     */
    synchronized CompletableFuture<Void> reload() {
        if (!opening.done()) {
            return CompletableFuture.failedFuture(new NotSentException("The page is being opened; it is loading anyway"));
        }
        if (reloading.isDone()) {
            reloading = CompletableFuture.runAsync(() -> {
                try (SessionLog log = SessionLog.about(ref.sessionId())) {
                    LOG.infof("Loading the page anew; it said nothing for %d ms", heart.quiet().toMillis());
                    opening.reload(!heart.fresh());
                } catch (OpenFailure e) {
                    failed(e.failure(), e.getMessage());
                    throw new PageGoneException(e.getMessage());
                }
            }, parts.workers());
        }
        return reloading;
    }

    /** Says what the page's silence means, and does what is due. Called every half second, outside the lanes. */
    void check() {
        opening.check();
        Duration quiet = heart.quiet();
        synchronized (telling) {
            switch (heart.check()) {
                case FINE -> {
                }
                case FELL_SILENT -> tell(new PageSignal.Silent(ref.sessionId(), ref.epoch(), quiet));
                case HUNG -> failed(PageFailure.HUNG, "The page said nothing for " + quiet.toSeconds() + " s");
                case NOT_COME -> failed(PageFailure.UNREACHABLE, "WhatsApp's page did not come within "
                        + parts.config().navigationTimeout().toSeconds() + " s");
            }
        }
        // A page that spoke just now answers; one that does not would hold up the lane.
        if (quiet.compareTo(JUST_NOW) < 0 && heart.fresh() && garbage.due()) {
            opening.onWindow("collect garbage", COLLECT, window -> {
                window.collectGarbage();
                return null;
            });
        }
    }

    /** Called now and then, in a thread that may wait for a disk. */
    void tidy() {
        opening.tidy();
    }

    /** The window leaves for a new document: what the old one says counts no more. Called on the lane's thread. */
    void leaves() {
        document = null;
        heart.expect();
        commands.reloaded();
        story.leave().forEach(this::tell);
    }

    private CompletableFuture<Void> send(long id, String name, Map<String, String> argument) {
        return opening.onWindow("call " + name, TAKE, window -> {
            window.call(id, name, argument);
            return null;
        });
    }

    private void heard(PageMessages.Said said) {
        if (said.message() instanceof PageMessage.Hello && !said.document().equals(document)) {
            document = said.document();
            opening.documentCame();
            commands.reloaded();
        }
        if (!said.document().equals(document)) {
            return;
        }
        boolean back;
        synchronized (telling) {
            // Not between the watchdog's look and its word: a silence is told before its end is.
            back = heart.beat();
        }
        log.heard(said.message());
        if (said.message() instanceof PageMessage.Settled settled) {
            commands.settle(settled);
        } else if (said.message() instanceof PageMessage.Beat) {
            commands.beat();
        } else if (said.message() instanceof PageMessage.HookMissing hook) {
            parts.missingHooks().add(hook.name());
            try (SessionLog log = SessionLog.about(ref.sessionId())) {
                LOG.warnf("WhatsApp's page has changed: %s is missing", hook.name());
            }
        }
        story.follow(said.message()).forEach(this::tell);
        if (back) {
            tell(story.connection());
        }
        if (said.message().loaded()) {
            opening.endTurn();
        }
    }

    private void tell(PageSignal signal) {
        synchronized (telling) {
            if (ending == null) {
                parts.listener().accept(signal);
            }
        }
        switch (signal) {
            case PageSignal.LoggedOut out -> commands.linked(false);
            case PageSignal.Unlinked out -> {
                commands.linked(false);
                garbage.stirred();
            }
            case PageSignal.Authenticated in -> commands.linked(true);
            case PageSignal.Ready in -> {
                commands.linked(true);
                garbage.stirred();
            }
            default -> {
            }
        }
    }

    private void end(Ending wanted) {
        synchronized (telling) {
            if (ending != null) {
                return;
            }
            try {
                if (wanted.failure() != null) {
                    // At once: a busy lane may put off its end, and nobody should use the session until then.
                    tell(new PageSignal.Ending(ref.sessionId(), ref.epoch(), wanted.failure(), wanted.detail()));
                }
            } finally {
                ending = wanted;
            }
        }
        parts.workers().execute(() -> {
            try (SessionLog log = SessionLog.about(ref.sessionId())) {
                finish(wanted);
            }
        });
    }

    private void finish(Ending seen) {
        Ending why = seen;
        try {
            why = opening.cause().of(seen);
            if (why.failure() != null) {
                LOG.warnf("The page ends: %s (%s)", why.failure(), why.detail());
            }
            // Two starts use one profile: while the earlier one's browser runs, this one is not closed either.
            if (!Waiting.done(before, BEFORE)) {
                LOG.error("The start before this one does not end");
            }
            opening.undo(why.failure() == PageFailure.HUNG || heart.silent(), why.failure() != null);
        } catch (RuntimeException e) {
            LOG.errorf(e, "The page could not be closed in good order");
        } finally {
            commands.end();
            log.ended(why.failure() == null ? why.detail() : why.failure() + " (" + why.detail() + ")");
            parts.reports().keep(ref.sessionId(), log.report());
            onEnd.accept(this);
            LOG.infof("The page of epoch %d is closed", ref.epoch());
            if (why.failure() != null) {
                parts.listener().accept(new PageSignal.Failed(ref.sessionId(), ref.epoch(), why.failure(), why.detail()));
            }
            ended.complete(null);
        }
    }
}
