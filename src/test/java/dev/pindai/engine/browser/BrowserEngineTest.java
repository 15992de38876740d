package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageGoneException;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;
import dev.pindai.testsupport.Ports;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows, processes and failures, on pages that need not be WhatsApp's. */
@Timeout(240)
@ParameterizedClass
@EnumSource(BrowserMode.class)
class BrowserEngineTest {

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
    void closingAPageLeavesNoProcessOfItsBrowser() throws Exception {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            assertThat(fixture.browserProcesses()).isNotEmpty();

            fixture.engine.close(page).toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertThat(fixture.browserProcesses()).isEmpty();
            assertThat(fixture.engine.status().openPages()).isZero();
            assertThat(fixture.of(page, PageSignal.Failed.class)).isEmpty();
        }
    }

    @Test
    void stoppingTheEngineLeavesNoProcessAndNoThread() {
        EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "2"));
        try (fixture) {
            PageRef other = EngineFixture.newPage();
            fixture.engine.open(page);
            fixture.engine.open(other);
            fixture.await(page, PageSignal.Loading.class);
            fixture.await(other, PageSignal.Loading.class);
            assertThat(fixture.engine.status().lanes()).as("one for each browser").isEqualTo(2 / mode.sessionsPerBrowser);
        }
        assertThat(fixture.browserProcesses()).isEmpty();
        assertThat(fixture.threads()).isEmpty();
        assertThat(fixture.drivers()).isEmpty();
    }

    @Test
    void anAddressNobodyListensAtIsUnreachable() {
        try (EngineFixture fixture = mode.engine(URI.create("http://localhost:" + Ports.free() + "/"), Map.of())) {
            fixture.engine.open(page);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.UNREACHABLE);
            assertThat(fixture.browserProcesses()).isEmpty();
        }
    }

    @Test
    void anAddressThatNeverAnswersIsUnreachableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0);
                EngineFixture fixture = mode.engine(URI.create("http://localhost:" + silent.getLocalPort() + "/"),
                        Map.of("pindai.browser.navigation-timeout", "3s"))) {
            fixture.engine.open(page);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.UNREACHABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "/missing", "/missing/late" })
    void aPageThatAnswersWithAnErrorStatusIsUnreachable(String path) {
        try (EngineFixture fixture = mode.engine(site.at(path), Map.of())) {
            fixture.engine.open(page);

            PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);
            assertThat(failed.failure()).isEqualTo(PageFailure.UNREACHABLE);
            assertThat(failed.detail()).contains("404");
        }
    }

    @Test
    void aPageThatGoesWhereNothingIsIsUnreachable() {
        try (EngineFixture fixture = mode.engine(site.at("/leaves"), Map.of())) {
            fixture.engine.open(page);

            PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);
            assertThat(failed.failure()).isEqualTo(PageFailure.UNREACHABLE);
            assertThat(failed.detail()).contains("/missing?… answered with status 404").doesNotContain("rahasia");
        }
    }

    @Test
    void aFrameThatIsMissingIsNoneOfThePage() {
        try (EngineFixture fixture = mode.engine(site.at("/frame-missing"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            Awaitility.await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.of(page, PageSignal.Failed.class).isEmpty());
        }
    }

    @Test
    void aBrowserThatIsNotThereIsSaidSo() {
        try (EngineFixture fixture = mode.engine(site.at("/"),
                Map.of("pindai.browser.executable", "/nowhere/chromium"))) {
            fixture.engine.open(page);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.BROWSER_NOT_FOUND);
            assertThat(fixture.engine.status().usable()).isFalse();
            assertThat(fixture.engine.status().problem()).contains("pindai.browser.executable");
        }
    }

    @Test
    void aKilledRendererIsACrashAndNothingIsLeft() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.engine.renderers(page).forEach(ProcessHandle::destroyForcibly);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
            assertThat(fixture.browserProcesses()).isEmpty();
            assertThat(fixture.of(page, PageSignal.Failed.class)).hasSize(1);
        }
    }

    @Test
    void aPageThatTakesAllItsMemoryIsToldFromACrash() {
        try (EngineFixture fixture = mode.engine(site.at("/hungry"),
                Map.of("pindai.browser.extra-args", "--js-flags=--max-old-space-size=64"))) {
            fixture.engine.open(page);

            PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);

            assertThat(failed.failure()).isEqualTo(PageFailure.OUT_OF_MEMORY);
            assertThat(failed.detail()).contains("V8 javascript OOM");
            assertThat(fixture.browserProcesses()).isEmpty();
        }
    }

    @Test
    void aFullDiskStartsNoBrowser() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.min-free-disk", "1024T"))) {
            fixture.engine.open(page);

            PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);

            assertThat(failed.failure()).isEqualTo(PageFailure.DISK_FULL);
            assertThat(failed.detail()).containsPattern("\\d+ MB are free").contains("pindai.browser.min-free-disk");
            assertThat(fixture.directory.resolve("profiles")).as("nothing was begun").doesNotExist();
        }
    }

    @Test
    void aKilledBrowserIsACrashAndTheLaneServesTheNext() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "1"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.browser(page).destroyForcibly();

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
            assertThat(fixture.signals.subList(fixture.signals.size() - 2, fixture.signals.size()))
                    .extracting(signal -> (Object) signal.getClass())
                    .as("told before it is cleared away, once")
                    .containsExactly(PageSignal.Ending.class, PageSignal.Failed.class);
            assertThat(fixture.of(page, PageSignal.Ending.class)).hasSize(1);
            PageRef again = new PageRef(page.sessionId(), 2);
            fixture.engine.open(again);
            fixture.await(again, PageSignal.Loading.class);
        }
    }

    @Test
    void aSocketThatNothingNamesAnyMoreGoesWithTheEngine() throws IOException {
        Path socket;
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            Path lock = fixture.userDataDirectory(page).resolve("SingletonSocket");
            socket = Files.readSymbolicLink(lock);

            // As when a browser is killed before it has made the link, or after it has removed it.
            Files.delete(lock);
            fixture.browser(page).destroyForcibly();
            fixture.await(page, PageSignal.Failed.class);
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void aKilledDriverEndsItsPagesAndANewLaneServesTheNext() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "1"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.drivers().forEach(ProcessHandle::destroyForcibly);

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
            assertThat(fixture.browserProcesses()).isEmpty();
            PageRef again = new PageRef(page.sessionId(), 2);
            fixture.engine.open(again);
            fixture.await(again, PageSignal.Loading.class);
        }
    }

    /** As when a supervisor ends all processes of the service at once. */
    @Test
    void aDriverThatIsToldToEndLeavesItsBrowserTimeForItsProfile() throws IOException {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "1"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            fixture.drivers().forEach(ProcessHandle::destroy);
            fixture.await(page, PageSignal.Failed.class);

            assertThat(fixture.directory.resolve("profiles").resolve(page.sessionId().toString())
                    .resolve("Default/Preferences")).content().contains("\"exit_type\":\"Normal\"");
            assertThat(fixture.browserProcesses()).isEmpty();
        }
    }

    @Test
    void openingALaterEpochClosesTheEarlierFirst() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            PageRef later = new PageRef(page.sessionId(), 2);

            fixture.engine.open(later);

            fixture.await(later, PageSignal.Loading.class);
            assertThat(fixture.of(page, PageSignal.Failed.class)).isEmpty();
            assertThat(fixture.engine.status().openPages()).isEqualTo(1);
        }
    }

    @Test
    void closingWhileTheBrowserStartsLeavesNothing() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);

            assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));

            assertThat(fixture.browserProcesses()).isEmpty();
            assertThat(fixture.signals).isEmpty();
        }
    }

    @Test
    void aDriverThatStandsStillIsReplaced() throws Exception {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.lanes", "1",
                "pindai.browser.heartbeat-timeout", "3s", "pindai.browser.close-timeout", "3s"))) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            long driver = fixture.freeze();
            fixture.await(page, PageSignal.Silent.class);
            assertThat(fixture.engine.reload(page)).failsWithin(Duration.ofSeconds(20));

            assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.HUNG);
            assertThat(fixture.browserProcesses()).isEmpty();
            PageRef again = new PageRef(page.sessionId(), 2);
            fixture.engine.open(again);
            fixture.await(again, PageSignal.Loading.class);
            assertThat(ProcessHandle.of(driver).filter(ProcessTree::runs)).isEmpty();
        }
    }

    @Test
    void anAddressThatLeadsToAnotherOriginIsUnreachable() {
        try (EngineFixture fixture = mode.engine(site.at("/elsewhere"), Map.of())) {
            fixture.engine.open(page);

            PageSignal.Failed failed = fixture.await(page, PageSignal.Failed.class);
            assertThat(failed.failure()).isEqualTo(PageFailure.UNREACHABLE);
            assertThat(failed.detail()).contains("led to http://127.0.0.1:");
            assertThat(fixture.of(page, PageSignal.Loading.class)).isEmpty();
        }
    }

    @Test
    void onlyTheMainFrameSpeaks() {
        try (EngineFixture fixture = mode.engine(site.at("/frame"), Map.of())) {
            fixture.engine.open(page);

            fixture.await(page, PageSignal.Loading.class);
            Awaitility.await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(60))
                    .until(() -> fixture.of(page, PageSignal.Loading.class).size() == 1);
        }
    }

    @Test
    void commandsToAnotherEpochFail() {
        try (EngineFixture fixture = mode.engine(site.at("/"), Map.of())) {
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);
            PageRef other = new PageRef(page.sessionId(), 7);

            assertThat(fixture.engine.logout(other)).failsWithin(Duration.ofSeconds(60)).withThrowableThat()
                    .havingCause().isInstanceOf(PageGoneException.class);
            assertThat(fixture.engine.close(other)).succeedsWithin(Duration.ofSeconds(10));
            assertThat(fixture.engine.status().openPages()).isEqualTo(1);
        }
    }
}
