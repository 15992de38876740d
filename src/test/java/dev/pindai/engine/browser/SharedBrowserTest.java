package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageReport;
import dev.pindai.engine.PageSignal;
import dev.pindai.engine.PageUsage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds only where pages share a browser: who comes where, and what one page's trouble does to the others. */
@Timeout(240)
class SharedBrowserTest {

    private static final Duration CLOSED = Duration.ofSeconds(60);
    private static final Duration PICTURE = Duration.ofSeconds(30);
    private static final Map<String, String> READY = Map.of("pindai.browser.keep-ready", "true");
    private static final Map<String, String> ALL_AT_ONCE = Map.of("pindai.browser.starts-at-once", "12");

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
    void aBrowserIsFilledBeforeTheNextIsStartedAndNobodyIsMoved() {
        try (EngineFixture fixture = engine(2, Map.of())) {
            PageRef first = opened(fixture);
            PageRef second = opened(fixture);
            PageRef third = opened(fixture);
            ProcessHandle full = fixture.browser(first);
            ProcessHandle other = fixture.browser(third);
            assertThat(fixture.browser(second)).isEqualTo(full);
            assertThat(other).isNotEqualTo(full);

            assertThat(fixture.engine.close(first)).succeedsWithin(CLOSED);
            assertThat(fixture.browser(second)).isEqualTo(full);
            assertThat(fixture.browser(third)).isEqualTo(other);
            PageRef again = new PageRef(first.sessionId(), 2);
            fixture.engine.open(again);
            fixture.await(again, PageSignal.Loading.class);

            assertThat(List.of(full, other)).contains(fixture.browser(again));
            assertThat(fixture.engine.close(third)).succeedsWithin(CLOSED);
            assertThat(fixture.engine.close(again)).succeedsWithin(CLOSED);
            assertThat(fixture.engine.close(second)).succeedsWithin(CLOSED);
            assertThat(Stream.of(full, other).filter(ProcessTree::runs)).as("browsers that nobody is in").isEmpty();
            assertThat(fixture.sharedBrowsers()).isEmpty();
        }
    }

    @Test
    void manyPagesAtOnceAllComeIn() {
        try (EngineFixture fixture = engine(12, ALL_AT_ONCE)) {
            List<PageRef> pages = Stream.generate(EngineFixture::newPage).limit(12).toList();
            pages.forEach(fixture.engine::open);
            pages.forEach(page -> fixture.await(page, PageSignal.Loading.class));
            assertThat(pages).extracting(fixture::browser).containsOnly(fixture.browser(pages.getFirst()));
        }
    }

    /** Windows of a profile that is there already come sooner than those of a new one. */
    @Test
    void profilesThatComeBackAtOnceAreAllHeard() {
        Path directory = EngineFixture.newDirectory();
        List<PageRef> pages = Stream.generate(EngineFixture::newPage).limit(8).toList();
        for (int start = 1; start <= 3; start++) {
            try (EngineFixture fixture = new EngineFixture(directory, site.at("/"), settings(8, ALL_AT_ONCE))) {
                pages.forEach(fixture.engine::open);
                pages.forEach(page -> fixture.await(page, PageSignal.Loading.class));
                assertThat(pages).flatExtracting(page -> fixture.engine.report(page.sessionId()).orElseThrow().entries())
                        .extracting(PageReport.Entry::source).doesNotContain(PageReport.Source.PAGE_ERROR);
            }
        }
    }

    @Test
    void aBrowserIsKeptReadyForTheNextPage() {
        EngineFixture fixture = engine(8, READY);
        try (fixture) {
            PageRef first = opened(fixture);
            ProcessHandle browser = fixture.browser(first);
            assertThat(fixture.engine.close(first)).succeedsWithin(CLOSED);
            assertThat(ProcessTree.runs(browser)).isTrue();
            await("pages of nobody to end").atMost(CLOSED).until(() -> ProcessTree.renderers(browser).isEmpty());
            assertThat(fixture.engine.removeProfile(first.sessionId())).succeedsWithin(Duration.ofSeconds(60));

            assertThat(fixture.browser(opened(fixture))).isEqualTo(browser);
        }
        assertThat(fixture.browserProcesses()).isEmpty();
    }

    @Test
    void aReadyBrowserThatDiedIsReplaced() {
        try (EngineFixture fixture = engine(8, READY)) {
            PageRef first = opened(fixture);
            ProcessHandle browser = fixture.browser(first);
            assertThat(fixture.engine.close(first)).succeedsWithin(CLOSED);
            browser.destroyForcibly();
            await().atMost(CLOSED).until(() -> !ProcessTree.runs(browser));

            PageRef second = opened(fixture);

            assertThat(fixture.browser(second)).isNotEqualTo(browser);
            assertThat(fixture.of(second, PageSignal.Failed.class)).isEmpty();
            await().atMost(CLOSED).untilAsserted(() -> assertThat(fixture.sharedBrowsers()).hasSize(1));
        }
    }

    @Test
    void onlyOneEmptyBrowserIsKept() {
        try (EngineFixture fixture = engine(1, READY); EngineFixture two = engine(2, READY)) {
            List<PageRef> pages = Stream.generate(() -> opened(two)).limit(3).toList();
            pages.forEach(page -> assertThat(two.engine.close(page)).succeedsWithin(CLOSED));
            assertThat(two.sharedBrowsers()).hasSize(1);

            PageRef own = opened(fixture);
            assertThat(fixture.engine.close(own)).succeedsWithin(CLOSED);
            assertThat(fixture.browserProcesses()).as("where each has its own").isEmpty();
        }
    }

    @Test
    void aClosedPageLetsGoOfItsProfile() throws IOException {
        try (EngineFixture fixture = engine(8, Map.of())) {
            PageRef stays = opened(fixture);
            PageRef leaves = opened(fixture);
            Path profile = fixture.directory.resolve("profiles").resolve(leaves.sessionId().toString());
            ProcessHandle browser = fixture.browser(stays);
            assertThat(OpenFiles.gone(profile, browser, Duration.ZERO)).as("while the page is open").isFalse();

            assertThat(fixture.engine.close(leaves)).succeedsWithin(CLOSED);

            assertThat(OpenFiles.gone(profile, browser, Duration.ZERO)).isTrue();
            await().atMost(CLOSED).untilAsserted(() -> assertThat(profile.resolve("Default/Preferences")).content()
                    .contains("\"exit_type\":\"Normal\""));
            assertThat(fixture.engine.removeProfile(leaves.sessionId())).succeedsWithin(Duration.ofSeconds(60));
            assertThat(Files.exists(profile)).isFalse();
            assertThat(fixture.engine.screenshot(stays)).succeedsWithin(PICTURE);
        }
    }

    @Test
    void eachPageHasAProcessOfItsOwnAndItsCrashIsNobodyElses() {
        try (EngineFixture fixture = engine(8, Map.of())) {
            PageRef well = opened(fixture);
            PageRef sick = opened(fixture);
            await().atMost(EngineFixture.SOON).until(() -> fixture.engine.renderers(sick).size() == 1
                    && fixture.engine.renderers(well).size() == 1);
            assertThat(fixture.engine.renderers(sick)).doesNotContainAnyElementsOf(fixture.engine.renderers(well));

            fixture.engine.renderers(sick).forEach(ProcessHandle::destroyForcibly);

            assertThat(fixture.await(sick, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
            assertThat(fixture.engine.screenshot(well)).succeedsWithin(PICTURE);
            assertThat(fixture.of(well, PageSignal.Failed.class)).isEmpty();
        }
    }

    @Test
    void aPageWithoutMemoryIsNamedAndItsNeighboursAreNot() {
        try (EngineFixture fixture = engine(8, Map.of("pindai.browser.extra-args", "--js-flags=--max-old-space-size=64"))) {
            PageRef well = opened(fixture);
            fixture.address.set(site.at("/hungry"));
            PageRef hungry = EngineFixture.newPage();
            fixture.engine.open(hungry);

            assertThat(fixture.await(hungry, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.OUT_OF_MEMORY);
            fixture.engine.renderers(well).forEach(ProcessHandle::destroyForcibly);
            assertThat(fixture.await(well, PageSignal.Failed.class).failure()).as("after another's want of memory")
                    .isEqualTo(PageFailure.CRASHED);
        }
    }

    @Test
    void aBrowserThatIsKilledTakesItsPagesAndTheyComeBackInAnother() {
        try (EngineFixture fixture = engine(8, Map.of())) {
            List<PageRef> pages = Stream.generate(() -> opened(fixture)).limit(3).toList();
            ProcessHandle browser = fixture.browser(pages.getFirst());

            browser.destroyForcibly();

            for (PageRef page : pages) {
                assertThat(fixture.await(page, PageSignal.Failed.class).failure()).isEqualTo(PageFailure.CRASHED);
                PageRef again = new PageRef(page.sessionId(), 2);
                fixture.engine.open(again);
                fixture.await(again, PageSignal.Loading.class);
                assertThat(fixture.browser(again)).isNotEqualTo(browser);
            }
        }
    }

    @Test
    void memoryIsSharedOutAmongThePages() {
        try (EngineFixture fixture = engine(8, Map.of("pindai.browser.usage-interval", "500ms"))) {
            PageRef one = opened(fixture);
            PageRef other = opened(fixture);
            ProcessHandle browser = fixture.browser(one);

            await().atMost(EngineFixture.SOON).untilAsserted(() -> {
                Map<java.util.UUID, PageUsage> usage = fixture.engine.usage();
                assertThat(usage).containsOnlyKeys(one.sessionId(), other.sessionId());
                ProcessStats now = ProcessStats.take();
                long all = now.tree(browser.pid()).stream().mapToLong(process -> now.memory(process.pid())).sum();
                assertThat(usage.values().stream().mapToLong(PageUsage::memoryBytes).sum())
                        .isBetween(all * 85 / 100, all * 115 / 100);
                assertThat(usage.values()).as("each counts all processes but the other's renderer")
                        .allMatch(page -> page.processes() == now.tree(browser.pid()).size() - 1);
            });
        }
    }

    private EngineFixture engine(int most, Map<String, String> settings) {
        return new EngineFixture(site.at("/"), settings(most, settings));
    }

    private static Map<String, String> settings(int most, Map<String, String> settings) {
        var all = new java.util.HashMap<>(settings);
        all.putIfAbsent("pindai.browser.keep-ready", "false");
        all.putIfAbsent("pindai.browser.screenshot-timeout", "20s");
        all.put("pindai.browser.sessions-per-browser", String.valueOf(most));
        return all;
    }

    private PageRef opened(EngineFixture fixture) {
        PageRef page = EngineFixture.newPage();
        fixture.engine.open(page);
        fixture.await(page, PageSignal.Loading.class);
        return page;
    }
}
