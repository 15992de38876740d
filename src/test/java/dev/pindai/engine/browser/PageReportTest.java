package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.pindai.engine.PageReport;
import dev.pindai.engine.PageReport.Source;
import dev.pindai.engine.PageSignal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page complained of can be read while it is open and after, and says nothing that opens anything. */
@Timeout(90)
@ParameterizedClass
@EnumSource(BrowserMode.class)
class PageReportTest {

    @Parameter
    BrowserMode mode;

    @Test
    void complaintsAreKeptWithoutTheirSecrets() throws Exception {
        try (TestSite site = new TestSite();
                EngineFixture fixture = mode.engine(site.at("/noisy"),
                        Map.of("pindai.browser.extra-args", "--proxy-bypass-list=http://user:rahasia-5@localhost"))) {
            var page = EngineFixture.newPage();
            assertThat(fixture.engine.report(page.sessionId())).isEmpty();
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            Set<Source> all = Set.of(Source.values());
            await().atMost(EngineFixture.SOON).untilAsserted(() -> assertThat(report(fixture, page.sessionId()).entries()
                    .stream().map(PageReport.Entry::source).collect(Collectors.toSet())).isEqualTo(all));
            await().atMost(EngineFixture.SOON).untilAsserted(() -> assertThat(texts(fixture, page.sessionId()))
                    .contains("log: state is CONNECTED", "warning: shown [QR removed] to nobody",
                            "GET http://localhost:1/closed?… failed: net::ERR_UNSAFE_PORT")
                    .anyMatch(text -> text.matches("GET http://localhost:\\d+/missing\\?… answered 404"))
                    .anyMatch(text -> text.contains("broke with password=[removed]"))
                    .anyMatch(text -> text.startsWith("WebSocket ws://localhost:1/socket?…")
                            || text.contains("socket?… failed")));
            PageReport open = report(fixture, page.sessionId());
            assertThat(open.toString()).doesNotContain("rahasia", "abcDEF");
            assertThat(open.browser()).contains("hromium");
            assertThat(open.flags()).contains("--disable-gpu", "--proxy-bypass-list=http://[removed]@localhost");
            assertThat(open.lastSign()).isAfter(open.openedAt());
            assertThat(open.endedAt()).isNull();

            assertThat(fixture.engine.close(page)).succeedsWithin(Duration.ofSeconds(60));
            PageReport ended = report(fixture, page.sessionId());
            assertThat(ended.endedAt()).isNotNull();
            assertThat(ended.entries().getLast().text()).startsWith("The page ended: closed");
            fixture.engine.forget(page.sessionId());
            assertThat(fixture.engine.report(page.sessionId())).isEmpty();
        }
    }

    @Test
    void aPageThatNeverStopsComplainingCostsOnlySoMuch() {
        PageLog log = new PageLog(1);
        for (int line = 0; line < 300; line++) {
            log.add(Source.CONSOLE, "line " + line + " of many words".repeat(100));
        }
        List<PageReport.Entry> entries = log.report().entries();
        assertThat(entries).hasSize(200).allMatch(entry -> entry.text().length() == 500);
        assertThat(entries.getLast().text()).startsWith("line 299 ");
    }

    @Test
    void aSecretAtTheCutOfALongLineIsNotKept() {
        PageLog log = new PageLog(1);
        String removed = " password=" + "y".repeat(600);
        log.add(Source.CONSOLE, "a".repeat(300) + removed + " ".repeat(70) + "https://user:rahasia@host/" + "z".repeat(5000));
        assertThat(log.report().entries()).singleElement()
                .satisfies(entry -> assertThat(entry.text()).contains("password=[removed]").doesNotContain("user", "rahas"));
    }

    @Test
    void onlyTheNewestSessionsReportsAreKept() {
        LastReports reports = new LastReports();
        List<java.util.UUID> ids = java.util.stream.Stream.generate(java.util.UUID::randomUUID).limit(201).toList();
        ids.forEach(id -> reports.keep(id, new PageLog(1).report()));
        assertThat(reports.of(ids.getFirst())).isEmpty();
        assertThat(reports.of(ids.get(1))).isPresent();
        assertThat(reports.of(ids.getLast())).isPresent();
    }

    private static PageReport report(EngineFixture fixture, java.util.UUID session) {
        return fixture.engine.report(session).orElseThrow();
    }

    private static List<String> texts(EngineFixture fixture, java.util.UUID session) {
        return report(fixture, session).entries().stream().map(PageReport.Entry::text).toList();
    }
}
