package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageGoneException;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A page that hangs, is busy or is loaded anew: what is told of it, and that its neighbours go on. */
@Timeout(240)
@ParameterizedClass
@EnumSource(BrowserMode.class)
class SilentPageTest {

    private static final Duration PICTURE = Duration.ofSeconds(30);

    @Parameter
    BrowserMode mode;

    private final PageRef page = EngineFixture.newPage();
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
    void aPageThatSpinsIsSilentUntilItIsReloadedAndItsNeighbourOnTheSameLaneGoesOn() {
        try (EngineFixture fixture = mode.engine(site.at("/"),
                Map.of("pindai.browser.heartbeat-timeout", "4s", "pindai.browser.lanes", "1"))) {
            PageRef neighbour = EngineFixture.newPage();
            fixture.engine.open(neighbour);
            fixture.await(neighbour, PageSignal.Loading.class);
            fixture.address.set(site.at("/hang-once"));
            fixture.engine.open(page);

            PageSignal.Silent silent = fixture.await(page, PageSignal.Silent.class);
            assertThat(silent.since()).isBetween(Duration.ofMillis(3900), Duration.ofSeconds(20));
            stillSeen(fixture, neighbour);
            ProcessHandle browser = fixture.browser(page);

            assertThat(fixture.engine.reload(page)).succeedsWithin(EngineFixture.SOON);

            Awaitility.await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.Loading.class).size() == 3);
            assertThat(fixture.browser(page)).as("the same browser").isEqualTo(browser);
            assertThat(fixture.engine.screenshot(page)).succeedsWithin(PICTURE);
            assertThat(fixture.of(page, PageSignal.Silent.class)).hasSize(1);
            assertThat(fixture.signals).noneMatch(PageSignal.Failed.class::isInstance);
            // The new page is watched as the old one was.
            fixture.engine.renderers(page).forEach(ProcessHandle::destroyForcibly);
            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
            assertThat(fixture.of(neighbour, PageSignal.Failed.class)).isEmpty();
        }
    }

    @Test
    void aPageThatAnswersIsLoadedAnewInItsRenderer() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            var renderers = fixture.engine.renderers(page);

            assertThat(fixture.engine.reload(page)).succeedsWithin(EngineFixture.SOON);

            Awaitility.await().atMost(EngineFixture.SOON).until(() -> fixture.of(page, PageSignal.Loading.class).size() == 3);
            assertThat(fixture.engine.renderers(page)).containsAnyElementsOf(renderers);
            assertThat(fixture.signals).noneMatch(PageSignal.Failed.class::isInstance);
        }
    }

    @Test
    void aReloadOfASiteThatIsGoneIsUnreachable() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            site.close();

            fixture.engine.reload(page);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.UNREACHABLE);
            assertThat(fixture.browserProcesses()).isEmpty();
        }
    }

    @Test
    void aPageThatSpinsUnderACommandDoesNotHoldUpItsNeighbour() {
        try (EngineFixture fixture = mode.engine(site.at("/"),
                Map.of("pindai.browser.heartbeat-timeout", "60s", "pindai.browser.lanes", "1"))) {
            PageRef neighbour = EngineFixture.newPage();
            fixture.engine.open(neighbour);
            fixture.await(neighbour, PageSignal.Loading.class);
            int before = site.spinning();
            fixture.address.set(site.at("/hang"));
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            // Its last heartbeat is fresh enough for a command still.
            Awaitility.await().atMost(EngineFixture.SOON).until(() -> site.spinning() > before);
            var command = fixture.engine.refreshQr(page);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.HUNG);
            assertThat(command).failsWithin(Duration.ofSeconds(5));
            stillSeen(fixture, neighbour);
        }
    }

    @Test
    void aBusyPageIsSilentAndItsNextWordEndsThatAndGetsItItsCommand() {
        try (EngineFixture fixture = mode.engine(site.at("/busy"),
                Map.of("pindai.browser.heartbeat-timeout", "5s", "pindai.browser.command-timeout", "40s"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Silent.class);
            assertThat(fixture.of(page, PageSignal.StateChanged.class)).isEmpty();
            assertThat(fixture.engine.screenshot(page)).as("a silent page is not asked").failsWithin(Duration.ofSeconds(1))
                    .withThrowableThat().havingCause().isInstanceOf(TimeoutException.class);

            var command = fixture.engine.refreshQr(page);

            assertThat(fixture.await(page, PageSignal.StateChanged.class).socket()).isNull();
            // No WhatsApp is there to carry it out, but the page was asked.
            assertThat(command).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                    .havingCause().isNotInstanceOf(PageGoneException.class);
        }
    }

    @Test
    void aBrowserThatStandsStillIsEndedAndItsNeighbourGoesOn() throws Exception {
        try (EngineFixture fixture = mode.engine(site.at("/"),
                Map.of("pindai.browser.heartbeat-timeout", "3s", "pindai.browser.lanes", "1"))) {
            PageRef neighbour = EngineFixture.newPage();
            fixture.engine.open(neighbour);
            fixture.await(neighbour, PageSignal.Loading.class);
            if (mode == BrowserMode.SHARED) {
                // The page should come to another browser than its neighbour.
                PageRef filler = EngineFixture.newPage();
                fixture.engine.open(filler);
                fixture.await(filler, PageSignal.Loading.class);
            }
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            new ProcessBuilder("kill", "-STOP", String.valueOf(fixture.browser(page).pid())).start().waitFor();
            fixture.await(page, PageSignal.Silent.class);
            assertThat(fixture.engine.reload(page)).failsWithin(Duration.ofSeconds(20));

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.HUNG);
            stillSeen(fixture, neighbour);
            assertThat(fixture.of(neighbour, PageSignal.Failed.class)).isEmpty();
        }
    }

    /** Asked again, as a user would: on a busy machine it may have said nothing for a while just then. */
    private static void stillSeen(EngineFixture fixture, PageRef page) {
        Awaitility.await("a picture").atMost(EngineFixture.SOON)
                .untilAsserted(() -> assertThat(fixture.engine.screenshot(page)).succeedsWithin(PICTURE));
    }
}
