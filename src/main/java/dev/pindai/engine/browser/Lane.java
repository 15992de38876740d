package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pindai.engine.PageFailure;

import org.jboss.logging.Logger;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.impl.TargetClosedError;

/**
 * One Playwright and the only thread that may touch it. Playwright hands page events out only while one of its calls runs,
 * so the thread alternates between queued tasks and waiting inside Playwright for the next task.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final Object STARTING = new Object();
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration END_GRACE = Duration.ofSeconds(1);
    private static final Duration PUMP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PUMP_PAUSE = Duration.ofMillis(100);
    /** So many in a row are no mishap of one page: the driver is of no use any more. */
    private static final int PUMP_FAILURES = 20;
    private static final BrowserContext.WaitForConditionOptions FOREVER = new BrowserContext.WaitForConditionOptions()
            .setTimeout(0);

    private final int number;
    private final DriverFinder.Driver driver;
    private final ProcessTable processes;
    private final Lookout lookout;
    private final Consumer<Lane> onEnd;
    private final BlockingQueue<PageTask<?>> queue = new LinkedBlockingQueue<>();
    private final Deque<BrowserContext> contexts = new ArrayDeque<>();
    private final Thread thread;
    private final PageTask<Void> start = new PageTask<>(null, "start", START_LIMIT, playwright -> null);

    /** Touched by the lane's thread only. */
    private int pumpFailures;
    private volatile ProcessHandle process;
    private volatile PageTask<?> current;
    private volatile long seen = System.nanoTime();
    private volatile boolean stopping;
    /** The drivers there were before ours: other lanes', or anybody else's in this JVM. Null until ours is started. */
    private volatile Set<ProcessHandle> earlier;
    private volatile boolean killed;
    private volatile boolean ended;

    /**
     * @param awaited whether somebody waits for what a browser of this lane may say; asked on the lane's thread
     * @param rest how late it may be said when nobody does
     */
    Lane(int number, DriverFinder.Driver driver, ProcessTable processes, Predicate<Lane> awaited, Duration rest,
            Consumer<Lane> onEnd) {
        this.number = number;
        this.driver = driver;
        this.processes = processes;
        this.lookout = new Lookout(() -> awaited.test(this), rest, System::nanoTime);
        this.onEnd = onEnd;
        this.thread = EngineThreads.lane(number, this::live);
        thread.start();
    }

    /** Queues a task; fails at once if the lane has ended. */
    <T> CompletableFuture<T> run(PageTask<T> task) {
        queue.add(task);
        lookout.wake();
        if (ended) {
            failQueued();
        }
        return task.result();
    }

    /** Word is awaited from now on that no task brings: a rest that began before ends. */
    void attend() {
        lookout.wake();
    }

    /** To be called by a task that opened a context: the lane waits in it from then on. */
    void opened(BrowserContext context) {
        contexts.addFirst(context);
    }

    /** To be called by a task that closed a context. */
    void closed(BrowserContext context) {
        contexts.remove(context);
    }

    boolean usable() {
        ProcessHandle driver = process;
        // A lane without work finds out only at its next round.
        return !ended && !stopping && (driver == null || driver.isAlive());
    }

    /** The task that runs now, or null. */
    PageTask<?> current() {
        return current;
    }

    /** The driver's process, or null while it starts. */
    ProcessHandle process() {
        return process;
    }

    /** Whether work that is queued now has a task before it that takes too long. */
    boolean heldUp() {
        PageTask<?> task = current;
        return task != null && task.overdue(Duration.ZERO);
    }

    /**
     * Sees to it that nothing holds the lane up for ever. To be called now and then, outside the lane's thread.
     *
     * @param patience how long the end of a task's owner may take to free the lane
     */
    void check(Duration patience) {
        PageTask<?> task = current;
        if (task == null) {
            if (stuck()) {
                kill("it stopped answering");
            }
        } else if (task.overdue(task.owner() == null ? Duration.ZERO : patience)) {
            // Some of Playwright's calls are never answered once their page or browser has ended.
            kill("\"" + task.name() + "\" did not end in time");
        } else if (task.overdue(Duration.ZERO)) {
            // Ends the page's browser, which frees the lane for its other pages.
            task.owner().failed(PageFailure.HUNG, "\"" + task.name() + "\" did not end in time");
        }
    }

    /** Whether the thread is stuck outside any task, inside Playwright. */
    private boolean stuck() {
        return !ended && current == null && System.nanoTime() - seen > PUMP_LIMIT.toNanos();
    }

    /** Kills the driver: the thread then finds its pipe closed and ends. */
    void kill(String why) {
        if (!killed) {
            killed = true;
            LOG.warnf("Lane %d is ended: %s", number, why);
        }
        stopping = true;
        ProcessHandle handle = process;
        Stream<ProcessHandle> drivers = handle != null ? Stream.of(handle) : newDrivers();
        ProcessTree.kill(drivers.flatMap(driver -> ProcessTree.whole(driver).stream()).toList(), Duration.ofSeconds(2));
    }

    /** Ends the lane in good order, or by force at the deadline. */
    void stop(Duration deadline) {
        stopping = true;
        queue.add(new PageTask<>(null, "wake up", START_LIMIT, playwright -> null));
        lookout.wake();
        try {
            if (!thread.join(deadline)) {
                kill("it did not stop in " + deadline.toMillis() + " ms");
                thread.join(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void live() {
        start.begin();
        current = start;
        try (Playwright playwright = create()) {
            current = null;
            while (!stopping && process.isAlive()) {
                PageTask<?> task = contexts.isEmpty() ? queue.poll(1, TimeUnit.SECONDS) : queue.poll();
                seen = System.nanoTime();
                if (task != null) {
                    current = task;
                    task.run(playwright);
                    current = null;
                } else if (!contexts.isEmpty()) {
                    pump(contexts.peekFirst());
                }
            }
        } catch (RuntimeException e) {
            LOG.warnf("Lane %d: %s", number, PlaywrightWords.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void pump(BrowserContext context) {
        lookout.begin();
        try {
            context.waitForCondition(() -> {
                if (queue.isEmpty() && !stopping) {
                    lookout.rest();
                }
                seen = System.nanoTime();
                return stopping || !queue.isEmpty();
            }, FOREVER);
            pumpFailures = 0;
        } catch (RuntimeException e) {
            contexts.remove(context);
            if (e instanceof TargetClosedError || context.isClosed()) {
                // Its browser ended; the lane's other contexts are pumped from now on.
                return;
            }
            if (++pumpFailures > PUMP_FAILURES) {
                throw e;
            }
            LOG.warnf("Lane %d: %s", number, PlaywrightWords.reason(e));
            contexts.addLast(context);
            LockSupport.parkNanos(PUMP_PAUSE.toNanos());
        }
    }

    private Playwright create() {
        // The new driver's process is told from the others by not being there before: only one lane starts at a time.
        synchronized (STARTING) {
            earlier = drivers().collect(Collectors.toSet());
            System.setProperty("playwright.cli.dir", driver.directory().toString());
            Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(driver.environment()));
            process = newDrivers().findFirst()
                    .orElseThrow(() -> new PlaywrightException("The driver ended while it started"));
            processes.record(process, "driver:" + number, "run-driver");
            return playwright;
        }
    }

    private Stream<ProcessHandle> newDrivers() {
        Set<ProcessHandle> others = earlier;
        return others == null ? Stream.empty()
                : drivers().filter(driver -> !others.contains(driver) && !processes.knows(driver));
    }

    private static Stream<ProcessHandle> drivers() {
        return ProcessHandle.current().children().filter(child -> ProcessTree.mentions(child, "run-driver"));
    }

    private void end() {
        ended = true;
        current = null;
        ProcessHandle handle = process;
        if (handle != null) {
            // A driver that was told to end by somebody else leaves its browsers, which write their profiles and end.
            ProcessTree.ended(List.of(handle), END_GRACE);
            ProcessTree.kill(ProcessTree.whole(handle), Duration.ofSeconds(5));
            processes.forget(handle);
        }
        failQueued();
        onEnd.accept(this);
    }

    private void failQueued() {
        for (PageTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.result().completeExceptionally(new PlaywrightException("The lane ended before \"" + task.name() + "\" ran"));
        }
    }
}
