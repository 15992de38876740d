package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** "Closed" holds whatever was under way: the start before, a launch not done yet, a profile about to be made. */
@Timeout(240)
@ParameterizedClass
@EnumSource(BrowserMode.class)
class BrowserRestartTest {

    @Parameter
    BrowserMode mode;

    private static final Duration CLOSED = Duration.ofSeconds(60);

    private final PageRef page = EngineFixture.newPage();
    private final PageRef second = new PageRef(page.sessionId(), 2);
    private final PageRef third = new PageRef(page.sessionId(), 3);
    private TestSite site;

    @BeforeEach
    void openSite() throws IOException {
        site = new TestSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aRestartThatIsClosedAtOnceLeavesAProfileThatCanBeRemoved() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.engine.open(second);

            assertThat(fixture.engine.close(second)).succeedsWithin(CLOSED);
            assertThat(fixture.browserProcesses()).isEmpty();
            assertThat(fixture.engine.removeProfile(page.sessionId())).succeedsWithin(Duration.ofSeconds(60));
            staysGone(profile(fixture, page));
            assertThat(fixture.browserProcesses()).isEmpty();
        }
    }

    @Test
    void theEarlierStartIsClosedOnlyWhenItsBrowserIsGone() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            ProcessHandle browser = fixture.browser(page);

            fixture.engine.open(second);

            assertThat(fixture.engine.close(page)).succeedsWithin(CLOSED);
            assertThat(ProcessTree.runs(browser)).isFalse();
            fixture.await(second, PageSignal.Loading.class);
        }
    }

    @Test
    void restartStopAndStartInARowOpens() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.engine.open(second);
            CompletionStage<Void> closed = fixture.engine.close(second);
            fixture.engine.open(third);

            fixture.await(third, PageSignal.Loading.class);
            assertThat(closed).isCompleted();
            assertThat(fixture.signals).noneMatch(PageSignal.Failed.class::isInstance);
        }
    }

    @Test
    void aStopThatIsDoneLetsTheNextStartHaveTheProfile() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.engine.open(second);
            assertThat(fixture.engine.close(second)).succeedsWithin(CLOSED);
            fixture.engine.open(third);

            fixture.await(third, PageSignal.Loading.class);
            assertThat(fixture.signals).noneMatch(PageSignal.Failed.class::isInstance);
        }
    }

    @Test
    void aStartThatIsClosedAtOnceMakesNoProfileLater() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            List<PageRef> starts = java.util.stream.Stream.generate(EngineFixture::newPage).limit(12).toList();
            for (PageRef start : starts) {
                fixture.engine.open(start);
                assertThat(fixture.engine.close(start)).succeedsWithin(CLOSED);
                assertThat(fixture.engine.removeProfile(start.sessionId())).succeedsWithin(Duration.ofSeconds(60));
            }
            starts.forEach(start -> assertThat(profile(fixture, start)).doesNotExist());
            staysGone(profile(fixture, starts.getLast()));
            starts.forEach(start -> assertThat(profile(fixture, start)).doesNotExist());
        }
    }

    @Test
    void aLaunchThatOutlivesTheStopLeavesNoBrowser() throws Exception {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "1",
                "pindai.browser.close-timeout", "1s", "pindai.browser.heartbeat-timeout", "60s"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            long driver = fixture.freeze();
            PageRef slow = EngineFixture.newPage();
            fixture.engine.open(slow);
            await().atMost(EngineFixture.SOON).until(() -> Files.exists(profile(fixture, slow)));
            await().during(Duration.ofSeconds(1)).until(() -> fixture.of(slow, PageSignal.Failed.class).isEmpty());

            CompletionStage<Void> closed = fixture.engine.close(slow);
            // Longer than the close's own patience: while a launch may still come to something, nothing is closed.
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(60))
                    .until(() -> !closed.toCompletableFuture().isDone());
            EngineFixture.signal("-CONT", driver);

            assertThat(closed).succeedsWithin(CLOSED);
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(60))
                    .until(() -> ProcessTree.anyOn(profile(fixture, slow)).isEmpty());
            assertThat(fixture.engine.screenshot(page)).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void whoeverLooksIntoAProfileSurvivesItsPage() throws Exception {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            // As an administrator's tar or du would: the path is an argument, and this is no browser.
            Process onlooker = new ProcessBuilder("sh", "-c", "sleep 60; true", "look", profile(fixture, page).toString(),
                    "--directory=" + profile(fixture, page)).start();
            try {
                fixture.engine.open(page);
                fixture.await(page, PageSignal.Loading.class);
                assertThat(fixture.engine.close(page)).succeedsWithin(CLOSED);

                assertThat(onlooker.isAlive()).isTrue();
                assertThat(fixture.browserProcesses()).containsExactly(onlooker.toHandle());
            } finally {
                ProcessTree.kill(ProcessTree.whole(onlooker.toHandle()), CLOSED);
            }
        }
    }

    @Test
    void anEngineThatStopsWhilePagesOpenStartsNothingAnew() {
        EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "2"));
        try (fixture) {
            for (int i = 0; i < 4; i++) {
                fixture.engine.open(EngineFixture.newPage());
            }
        }
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60))
                .until(() -> fixture.threads().isEmpty() && fixture.drivers().isEmpty());
        assertThat(fixture.browserProcesses()).isEmpty();
    }

    private static Path profile(EngineFixture fixture, PageRef page) {
        return fixture.directory.resolve("profiles").resolve(page.sessionId().toString());
    }

    private static void staysGone(Path profile) {
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60)).until(() -> !Files.exists(profile));
    }
}
