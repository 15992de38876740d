package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pindai.engine.PageRef;
import dev.pindai.engine.PageSignal;
import dev.pindai.engine.PageUsage;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page's browser uses is measured over all of its processes, and forgotten with the page. */
@Timeout(240)
@ParameterizedClass
@EnumSource(BrowserMode.class)
class UsageSamplerTest {

    @Parameter
    BrowserMode mode;

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void everyProcessOfTheBrowserCounts() throws IOException {
        PageRef page = new PageRef(EngineFixture.newPage().sessionId(), 7);
        try (TestSite site = new TestSite();
                EngineFixture fixture = mode.engine(site.at("/"), Map.of("pindai.browser.usage-interval", "500ms"))) {
            Instant before = Instant.now();
            fixture.engine.open(page);
            fixture.await(page, PageSignal.Loading.class);

            // A process may end while it is looked at.
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
                List<ProcessHandle> tree = ProcessTree.whole(fixture.browser(page));
                PageUsage usage = fixture.engine.usage().get(page.sessionId());
                assertThat(usage).as("measured once already").isNotNull();
                assertThat(usage.processes()).isEqualTo(tree.size()).isGreaterThan(3);
                assertThat(usage.memoryBytes()).isCloseTo(sharesOf(tree), Percentage.withPercentage(15));
                assertThat(usage.epoch()).isEqualTo(7);
                assertThat(usage.cpuTime()).isPositive();
                assertThat(usage.cpuShare()).isNotNegative();
                assertThat(usage.measuredAt()).isBetween(before, Instant.now());
            });
            PageUsage first = fixture.engine.usage().get(page.sessionId());
            await().atMost(SOON).until(() -> fixture.engine.usage().get(page.sessionId()).measuredAt()
                    .isAfter(first.measuredAt()));
            assertThat(fixture.engine.usage().get(page.sessionId()).cpuTime()).isGreaterThanOrEqualTo(first.cpuTime());

            assertThat(fixture.engine.close(page)).succeedsWithin(SOON);
            assertThat(fixture.engine.usage()).isEmpty();
        }
    }

    /** In bytes; counted in another way than the code under test does: mapping by mapping. */
    private static long sharesOf(List<ProcessHandle> tree) throws IOException {
        long kilobytes = 0;
        for (ProcessHandle process : tree) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps"))) {
                kilobytes += line.startsWith("Pss:") ? Long.parseLong(line.replaceAll("\\D", "")) : 0;
            }
        }
        return kilobytes * 1024;
    }
}
