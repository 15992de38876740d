package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/** One browser from the wish for it to the end of its last process: what was begun here is undone here. */
final class BrowserLaunch {

    private static final Logger LOG = Logger.getLogger(BrowserLaunch.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** Somebody waits for the next browser. */
    private static final Duration SHORT_CLOSE = Duration.ofSeconds(4);
    private static final Duration KILL = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final TaskOwner owner;
    private final String name;
    private final LaunchPlan plan;
    private final EngineParts parts;
    private final BooleanSupplier wanted;
    private final AtomicBoolean holdsLane = new AtomicBoolean();
    /** Done when {@link #start} has taken note of how the launch ended. */
    private final CompletableFuture<RunningBrowser> noted = new CompletableFuture<>();
    private volatile Lane lane;
    private volatile PageTask<RunningBrowser> task;

    /**
     * @param owner who is told when the start or the end takes too long
     * @param name by which its process is known in the table, such as {@code browser:<session>:<epoch>}
     * @param wanted false when nobody wants it any more
     */
    BrowserLaunch(TaskOwner owner, String name, LaunchPlan plan, EngineParts parts, BooleanSupplier wanted) {
        this.owner = owner;
        this.name = name;
        this.plan = plan;
        this.parts = parts;
        this.wanted = wanted;
    }

    /** The lane the browser is driven from; null before it is started. */
    Lane lane() {
        return lane;
    }

    /** The browser while it runs, once it is there. */
    Optional<RunningBrowser> running() {
        return noted.isDone() && !noted.isCompletedExceptionally() ? Optional.of(noted.join()) : Optional.empty();
    }

    /** How long a start may take on a lane that is free. */
    Duration limit() {
        return plan.timeout().plusSeconds(5);
    }

    /**
     * Starts the browser. Waits for it; not for a lane's thread. To be called once.
     *
     * @param prepare what is done with it first, on the lane's thread
     * @throws CancellationException if nobody wants it any more
     */
    RunningBrowser start(DriverFinder.Driver driver, Consumer<RunningBrowser> prepare)
            throws ExecutionException, TimeoutException {
        try {
            demandWanted();
            Lane taken = parts.lanes().take(driver);
            lane = taken;
            holdsLane.set(true);
            PageTask<RunningBrowser> launch = new PageTask<>(owner, "launch", limit(), playwright -> {
                demandWanted();
                RunningBrowser started = RunningBrowser.start(playwright, taken, plan);
                prepare.accept(started);
                return started;
            });
            // First known, then wanted: whoever ends it sees the launch, or this sees that it is to end.
            task = launch;
            if (!wanted.getAsBoolean()) {
                releaseLane();
            }
            demandWanted();
            taken.run(launch);
            // Others may launch on the same lane first; the watchdog ends whoever holds it up.
            RunningBrowser started = Waiting.result(launch.result(), limit().multipliedBy(4));
            parts.processes().record(started.process(), name, "--user-data-dir=" + plan.directory());
            noted.complete(started);
            return started;
        } finally {
            noted.completeExceptionally(new CancellationException("The browser did not start"));
        }
    }

    /**
     * Ends the browser and everything below it; afterwards none of its processes runs, and none will be started.
     *
     * @param hung whether its pages do not answer
     * @param hasty whether it ends against our wish, so that it should be quick
     */
    void end(boolean hung, boolean hasty) {
        PageTask<RunningBrowser> begun = task;
        // Without a launch of ours, a browser on the directory is somebody else's.
        if (begun != null && !begun.withdraw()) {
            RunningBrowser launched = launched(begun);
            if (launched != null) {
                close(launched, hung, hasty);
            }
            ProcessTree.kill(ProcessTree.oursOn(plan.directory()), KILL);
        }
        releaseLane();
    }

    /** The browser of the launch, after its end; null if it came to nothing. */
    private RunningBrowser launched(PageTask<RunningBrowser> begun) {
        // A launch under way is waited for: half a browser can't be closed.
        if (!Waiting.done(begun.result(), parts.config().closeTimeout())) {
            killLaunch(begun);
        }
        Waiting.done(noted, GRACE);
        CompletableFuture<RunningBrowser> result = begun.result();
        return result.isDone() && !result.isCompletedExceptionally() ? result.join() : null;
    }

    /** Its browser may come to be at any moment until the launch is over, so that killing once would not do. */
    private void killLaunch(PageTask<RunningBrowser> begun) {
        LOG.warn("The browser is still being started; it is killed as soon as it shows");
        long end = System.nanoTime() + limit().toNanos();
        do {
            ProcessTree.kill(ProcessTree.oursOn(plan.directory()), KILL);
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

    private void close(RunningBrowser launched, boolean hung, boolean hasty) {
        Lane used = launched.lane();
        ProcessHandle browser = launched.process();
        List<ProcessHandle> family = new ArrayList<>(ProcessTree.whole(browser));
        if (hung) {
            // Frees whoever waits for the page, from outside the lane, and leaves the browser to write its profile. Not
            // Runtime.terminateExecution: a call through DevTools is never answered once the browser itself stands still.
            ProcessTree.kill(ProcessTree.renderers(browser), GRACE);
        }
        PageTask<?> current = used.current();
        if (current != null && current.owner() == owner && !Waiting.done(current.result(), GRACE)) {
            // Stuck in this browser, with the lane's other pages waiting behind it.
            ProcessTree.kill(ProcessTree.whole(browser), GRACE);
        }
        Duration patience = parts.config().closeTimeout();
        Duration limit = (hung || hasty) && patience.compareTo(SHORT_CLOSE) > 0 ? SHORT_CLOSE : patience;
        PageTask<Void> close = new PageTask<>(owner, "close", limit, playwright -> {
            launched.close();
            return null;
        });
        used.run(close);
        if (!Waiting.done(close.result(), limit)) {
            LOG.warn("The browser does not close; its processes are killed");
            ProcessTree.kill(ProcessTree.renderers(browser), GRACE);
            if (!Waiting.done(close.result(), GRACE)) {
                ProcessTree.kill(ProcessTree.whole(browser), GRACE);
            }
            if (!Waiting.done(close.result(), GRACE) && used.current() != null && used.current().owner() == owner) {
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

    private void demandWanted() {
        if (!wanted.getAsBoolean()) {
            throw new CancellationException("Nobody wants the browser any more");
        }
    }
}
