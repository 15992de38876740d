package dev.pindai.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Processes;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

import io.micrometer.core.instrument.MeterRegistry;

/** A linked session that loses its page in one way or another: it says so in time, and comes back without a scan. */
@QuarkusTest
@TestProfile(HealingTest.ShortRungs.class)
@Timeout(240)
class HealingTest {

    /** Rungs short enough to be climbed in a test; how soon a silent page is noticed is left as it is for everybody. */
    public static class ShortRungs implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.heal.wait-time", "6s", "pindai.heal.reload-time", "30s", "pindai.heal.backoff", "500ms");
        }
    }

    /** What the service promises with its defaults. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI base;
    @Inject
    MeterRegistry metrics;

    private String id;
    private String wid;
    private LiveClient live;

    @BeforeEach
    void link() {
        id = Api.create("Tabah");
        live = LiveClient.connect(base, "session=" + id);
        wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        live.await("ready");
    }

    @AfterEach
    void clean() {
        live.close();
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aHangingPageIsNotReadyAndGetsANewRenderer() {
        var browser = Processes.awaitBrowsersOf(id, 1);
        var begun = Instant.now();
        Api.fault("HANG", Map.of("wid", wid), 0);
        lost("BROWSER_CRASHED", begun);
        comesBack();
        assertThat(rungs()).containsExactly("RELOAD");
        assertThat(Processes.awaitBrowsersOf(id, 1)).as("the browser stays").isEqualTo(browser);
    }

    @Test
    void aCrashedPageGetsANewBrowser() {
        var begun = Instant.now();
        Api.fault("CRASH", Map.of("wid", wid), 0);
        lost("BROWSER_CRASHED", begun);
        assertThat(live.await("healing").at("/data/rung").asText()).isEqualTo("RESTART");
        comesBack();
        assertThat(rungs()).containsExactly("RESTART");
        assertThat(Api.get(id).getMap("healing")).isNull();
        assertThat(metrics.get("pindai.session.healing").tag("rung", "restart").tag("reason", "BROWSER_CRASHED").counter()
                .count()).isPositive();
    }

    @Test
    void aKilledBrowserIsStartedAnewAndLeavesNoProcess() {
        var killed = Processes.awaitBrowsersOf(id, 1);
        var begun = Instant.now();
        killed.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
        lost("BROWSER_CRASHED", begun);
        comesBack();
        assertThat(Processes.awaitBrowsersOf(id, 1)).doesNotContainAnyElementsOf(killed);
    }

    @Test
    void aConnectionThatStaysLostIsWaitedForThenLoadedAnew() {
        var begun = Instant.now();
        Api.fault("DISCONNECT", Map.of("wid", wid), 20_000);
        lost("PAGE_UNREACHABLE", begun);
        comesBack();
        assertThat(rungs()).startsWith("WAIT", "RELOAD");
    }

    @Test
    void aBriefLossIsOnlyWaitedFor() {
        var begun = Instant.now();
        Api.fault("DISCONNECT", Map.of("wid", wid), 1_000);
        lost("PAGE_UNREACHABLE", begun);
        comesBack();
        assertThat(rungs()).containsExactly("WAIT");
    }

    @Test
    void aStopBetweenTwoBrowsersLeavesNothingOpen() {
        Api.fault("CRASH", Map.of("wid", wid), 0);
        live.await("healing");
        Api.post(id, "stop").statusCode(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(id).isEmpty());
        assertThat(Api.get(id).getString("status")).isEqualTo("STOPPED");
        Api.post(id, "start").statusCode(202);
        comesBack();
    }

    private void lost(String reason, Instant begun) {
        var disconnected = live.await("disconnected");
        assertThat(disconnected.at("/data/reason").asText()).isEqualTo(reason);
        assertThat(disconnected.at("/data/willRetry").asBoolean()).isTrue();
        assertThat(Duration.between(begun, Instant.parse(disconnected.get("at").asText()))).isLessThan(BOUND);
        assertThat(live.frames("status").stream().map(HealingTest::status).toList()).contains("DISCONNECTED");
    }

    private void comesBack() {
        live.await("ready", 2);
        assertThat(Api.get(id).getString("status")).isEqualTo("READY");
        assertThat(live.events()).as("no second scan").doesNotContain("auth_failure")
                .satisfies(events -> assertThat(events.stream().filter("qr"::equals)).hasSize(1));
    }

    private List<String> rungs() {
        return live.frames("healing").stream().map(frame -> frame.at("/data/rung").asText()).toList();
    }

    private static String status(JsonNode frame) {
        return frame.at("/data/status").asText();
    }
}
