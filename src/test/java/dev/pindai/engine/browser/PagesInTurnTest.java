package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages that are asked for at once are opened one after another where only one may be opened at a time. */
@QuarkusTest
@TestProfile(SandboxSwitchedOn.class)
@Timeout(240)
class PagesInTurnTest {

    private static final Duration CLOSED = Duration.ofSeconds(60);
    private static final Map<String, String> ONE = Map.of("pindai.browser.starts-at-once", "1",
            "pindai.browser.start-patience", "4m");

    @TestHTTPResource("/")
    URI base;

    private final PageRef first = EngineFixture.newPage();
    private final PageRef second = EngineFixture.newPage();
    private final PageRef third = EngineFixture.newPage();

    @Test
    void theNextIsOpenedWhenTheOneBeforeHasLoaded() {
        try (EngineFixture fixture = BrowserMode.SHARED.engine(new SandboxPhone(base).page(), ONE)) {
            Stream.of(first, second, third).forEach(fixture.engine::open);
            fixture.await(third, PageSignal.QrShown.class);

            assertThat(fixture.signals.stream()
                    .filter(signal -> signal instanceof PageSignal.Loading || signal instanceof PageSignal.Unlinked)
                    .map(PageSignal::sessionId).distinct()).containsExactly(sessions(first, second, third));
            assertThat(fixture.signals.indexOf(fixture.await(second, PageSignal.Loading.class)))
                    .isGreaterThan(fixture.signals.indexOf(fixture.await(first, PageSignal.Unlinked.class)));
            assertThat(fixture.signals.indexOf(fixture.await(third, PageSignal.Loading.class)))
                    .isGreaterThan(fixture.signals.indexOf(fixture.await(second, PageSignal.Unlinked.class)));
        }
    }

    @Test
    void aPageThatWaitsCanBeClosedAndOneThatNeverLoadsMakesRoomByItsEnd() throws Exception {
        try (TestSite site = new TestSite(); EngineFixture fixture = BrowserMode.SHARED.engine(site.at("/"), ONE)) {
            // It is no WhatsApp and says nothing of a link.
            fixture.engine.open(first);
            fixture.await(first, PageSignal.Loading.class);
            fixture.engine.open(second);
            fixture.engine.open(third);

            assertThat(fixture.engine.close(second)).succeedsWithin(CLOSED);
            // With its turn a page would claim its profile at once.
            await().during(Duration.ofSeconds(1)).atMost(CLOSED)
                    .until(() -> Files.notExists(fixture.directory.resolve("profiles/" + third.sessionId())));

            assertThat(fixture.engine.close(first)).succeedsWithin(CLOSED);
            fixture.await(third, PageSignal.Loading.class);
            assertThat(fixture.of(second, PageSignal.Loading.class)).isEmpty();
        }
    }

    private static UUID[] sessions(PageRef... pages) {
        return Stream.of(pages).map(PageRef::sessionId).toArray(UUID[]::new);
    }
}
