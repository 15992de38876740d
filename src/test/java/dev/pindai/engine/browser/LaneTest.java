package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.pindai.engine.PageFailure;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;

/** The pump: pages reach us while no task runs, tasks run while no page speaks, and all on one thread. */
@Timeout(240)
class LaneTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Too long for any test: who is not woken fails. */
    private static final Duration REST = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final AtomicBoolean awaited = new AtomicBoolean(true);
    private Lane lane;

    @BeforeEach
    void start() {
        lane = new Lane(1, new DriverFinder(Optional.empty()).find().orElseThrow(),
                new ProcessTable(directory.resolve("processes")), any -> awaited.get(), REST, ended -> heard.add("ended"));
    }

    @AfterEach
    void stop() {
        lane.stop(LIMIT);
        assertThat(ProcessTree.runs(lane.process())).isFalse();
    }

    @Test
    void aPageIsHeardWhileNoTaskRuns() throws Exception {
        Page page = run(playwright -> page(playwright, "setInterval(() => tell('tick'), 100)"));

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
        String title = run(playwright -> page.title());
        assertThat(title).isEqualTo("a page");
    }

    @Test
    void tasksRunOnTheLanesThreadInTheirOrder() {
        Thread first = run(playwright -> Thread.currentThread());
        assertThat(first.getName()).isEqualTo("pindai-lane-1");
        Thread second = run(playwright -> Thread.currentThread());
        assertThat(second).isSameAs(first);
    }

    @Test
    void anIdleLaneAnswersAtOnce() {
        run(playwright -> page(playwright, ""));
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            long before = System.nanoTime();
            run(playwright -> null);
            times.add(Duration.ofNanos(System.nanoTime() - before));
        }
        times.sort(null);
        assertThat(times.get(10)).as("the median, which a pause of the machine does not move")
                .isLessThan(Duration.ofMillis(200));
    }

    @Test
    void aTaskWakesALaneThatRests() {
        Thread thread = run(playwright -> {
            page(playwright, "");
            awaited.set(false);
            return Thread.currentThread();
        });
        Awaitility.await().atMost(LIMIT).until(() -> Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Lookout.class.getName())));

        int answer = run(playwright -> 7);
        assertThat(answer).isEqualTo(7);
    }

    @Test
    void aPageIsHeardThoughNobodyWaitsForIt() throws Exception {
        Lane second = new Lane(2, new DriverFinder(Optional.empty()).find().orElseThrow(),
                new ProcessTable(directory.resolve("second")), any -> false, Duration.ofMillis(50), ended -> {
                });
        try {
            second.run(new PageTask<>(null, "open", LIMIT,
                    playwright -> page(second, playwright, "setInterval(() => tell('tick'), 100)")))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
        } finally {
            second.stop(LIMIT);
        }
    }

    @Test
    void aContextWhoseBrowserEndsGivesWayToTheNext() throws Exception {
        run(playwright -> page(playwright, ""));
        run(playwright -> page(playwright, "setInterval(() => tell('second'), 100)"));
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("second");
        lane.process().descendants().filter(process -> ProcessTree.mentions(process, "--user-data-dir=")
                && !ProcessTree.mentions(process, "--type=")).findFirst().orElseThrow().destroyForcibly();

        Thread thread = run(playwright -> Thread.currentThread());
        assertThat(thread.isAlive()).isTrue();
        assertThat(lane.usable()).isTrue();
    }

    @Test
    void aLaneKnowsItsOwnDriverFromOthersOfThisJvm() {
        DriverFinder.Driver driver = new DriverFinder(Optional.empty()).find().orElseThrow();
        run(playwright -> null);
        try (Playwright other = Playwright.create(new Playwright.CreateOptions().setEnv(driver.environment()))) {
            Lane second = new Lane(2, driver, new ProcessTable(directory.resolve("others")), any -> true, REST, ended -> {
            });
            second.run(new PageTask<>(null, "wait", LIMIT, playwright -> null))
                    .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            second.stop(LIMIT);

            assertThat(second.process().isAlive()).isFalse();
            assertThat(other.chromium().name()).isEqualTo("chromium");
            assertThat(other.selectors()).isNotNull();
            other.request().newContext().dispose();
        }
    }

    @Test
    void aFailedTaskFailsOnlyItself() {
        PageTask<Object> failing = new PageTask<>(null, "failing", LIMIT, playwright -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(lane.run(failing)).failsWithin(LIMIT);
        int next = run(playwright -> 7);
        assertThat(next).isEqualTo(7);
    }

    @Test
    void aTaskThatEndsWithAnErrorIsToldAndTheLaneGoesOn() {
        PageTask<Object> failing = new PageTask<>(null, "failing", LIMIT, playwright -> {
            throw new StackOverflowError("on purpose");
        });
        assertThat(lane.run(failing)).failsWithin(LIMIT).withThrowableThat().withCauseInstanceOf(StackOverflowError.class);
        int next = run(playwright -> 7);
        assertThat(next).isEqualTo(7);
    }

    @Test
    void aListenerThatFailsDoesNotCostThePage() throws Exception {
        Page page = run(playwright -> page(playwright, "setInterval(() => { console.log(1); tell('tick') }, 300)"));
        AtomicBoolean failed = new AtomicBoolean();
        run(playwright -> {
            page.onConsoleMessage(message -> {
                if (failed.compareAndSet(false, true)) {
                    throw new PlaywrightException("on purpose");
                }
            });
            return null;
        });
        Awaitility.await().atMost(LIMIT).untilTrue(failed);
        heard.clear();

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("tick");
    }

    @Test
    void aLaneTakesNothingFromWhoeverStartsIt() {
        InheritableThreadLocal<String> session = new InheritableThreadLocal<>();
        session.set("A");
        Lane second = new Lane(2, new DriverFinder(Optional.empty()).find().orElseThrow(),
                new ProcessTable(directory.resolve("second")), any -> true, REST, ended -> {
                });
        try {
            PageTask<Object> look = new PageTask<>(null, "look", LIMIT, playwright -> Optional.ofNullable(session.get()));
            assertThat(second.run(look)).succeedsWithin(LIMIT).isEqualTo(Optional.empty());
        } finally {
            session.remove();
            second.stop(LIMIT);
        }
    }

    @Test
    void aStoppedPoolStartsNoLane() {
        LanePool pool = new LanePool(1, new ProcessTable(directory.resolve("pool")), any -> true, ended -> {
        });
        pool.stop(LIMIT);

        assertThatThrownBy(() -> pool.take(new DriverFinder(Optional.empty()).find().orElseThrow()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pool.lanes()).isEmpty();
    }

    @Test
    void aTaskForALaneThatEndedFails() throws Exception {
        run(playwright -> null);
        lane.stop(LIMIT);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(lane.run(new PageTask<>(null, "late", LIMIT, playwright -> 1))).failsWithin(LIMIT);
        assertThat(lane.usable()).isFalse();
    }

    @Test
    void aTaskThatOutlivesItsOwnerEndsTheLane() {
        lane.run(stuck(run(playwright -> page(playwright, ""))));

        Awaitility.await().atMost(LIMIT).until(() -> {
            lane.check(Duration.ofSeconds(1));
            return heard.contains("ended");
        });
        assertThat(heard).as("first its owner is told").containsSubsequence(PageFailure.HUNG, "ended");
        assertThat(ProcessTree.runs(lane.process())).isFalse();
    }

    @Test
    void nobodyHasToWaitBehindATaskThatTakesTooLong() {
        DriverFinder.Driver driver = new DriverFinder(Optional.empty()).find().orElseThrow();
        LanePool pool = new LanePool(1, new ProcessTable(directory.resolve("pool")), any -> true, ended -> {
        });
        try {
            Lane first = pool.take(driver);
            assertThat(pool.take(driver)).isSameAs(first);
            first.run(stuck(first.run(new PageTask<>(null, "page", LIMIT, playwright -> page(first, playwright, "")))
                    .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join()));
            Awaitility.await().atMost(LIMIT).until(first::heldUp);

            Lane second = pool.take(driver);
            assertThat(second).isNotSameAs(first);
            assertThat(second.run(new PageTask<>(null, "next", LIMIT, playwright -> 7))).succeedsWithin(LIMIT).isEqualTo(7);
        } finally {
            pool.stop(Duration.ofSeconds(2));
        }
    }

    /** Waits for what never comes, and its owner has ended: to be told once more changes nothing. */
    private PageTask<Object> stuck(Page page) {
        return new PageTask<>((failure, detail) -> heard.add(failure), "stuck", Duration.ofMillis(200),
                playwright -> page.evaluate("() => new Promise(() => {})"));
    }

    private <T> T run(Function<Playwright, T> work) {
        return lane.run(new PageTask<>(null, "test", LIMIT, work)).orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private Page page(Playwright playwright, String script) {
        return page(lane, playwright, script);
    }

    private Page page(Lane lane, Playwright playwright, String script) {
        BrowserContext context = playwright.chromium().launchPersistentContext(
                directory.resolve("profile-" + System.nanoTime()), new BrowserType.LaunchPersistentContextOptions()
                        // Not the driver's: the path of its temporary directory is too long for a browser's socket.
                        .setEnv(System.getenv())
                        .setExecutablePath(new BrowserFinder(Optional.empty()).find().orElseThrow().executable())
                        .setChromiumSandbox(ChromiumSandbox.of(EngineFixture.config(Map.of())).on()));
        lane.opened(context);
        context.exposeBinding("tell", (source, arguments) -> heard.add(arguments[0]));
        Page page = context.pages().getFirst();
        page.navigate("data:text/html,<title>a page</title><script>" + script + "</script>");
        return page;
    }
}
