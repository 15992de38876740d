package dev.pindai.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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

/** Each way the simulated page can misbehave, with the status, reason and event that a user is told. */
@QuarkusTest
@TestProfile(FaultsTest.ShortWaits.class)
@Timeout(240)
class FaultsTest {

    /** Waits that are short, yet long enough for a browser to start on a busy machine. */
    public static class ShortWaits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.qr.generation-timeout", "30s", "pindai.qr.max-attempts", "3", "pindai.session.sync-timeout",
                    "15s", "pindai.session.logout-timeout", "4s");
        }
    }

    private static final Map<String, Object> NORMAL = Map.of("firstQrTtlMs", 60000, "nextQrTtlMs", 20000, "maxRefs", 6);

    @TestHTTPResource("/")
    URI base;

    private String id;
    private LiveClient live;

    @BeforeEach
    void createSession() {
        id = Api.create("Gangguan");
        live = LiveClient.connect(base, "session=" + id);
        live.await("status");
    }

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.settings(NORMAL);
        Api.deleteAll();
        if (live != null) {
            live.close();
        }
    }

    @Test
    void noQrAtAllIsAQrTimeout() {
        Api.fault("NO_QR", Map.of(), 0);
        Api.post(id, "start").statusCode(202);
        var timeout = live.await("qr_timeout").get("data");
        assertThat(timeout.get("phase").asText()).isEqualTo("GENERATION");
        assertThat(timeout.get("timeoutSeconds").asInt()).isEqualTo(30);
        failed("QR_TIMEOUT", "STOPPED");
        endedOnceWith("qr_timeout");
    }

    @Test
    void aSlowQrStillComes() {
        Api.fault("SLOW_QR", Map.of(), 4000);
        var before = System.nanoTime();
        Api.post(id, "start?wait=qr").statusCode(200).body("attempt", equalTo(1));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(4));
    }

    @Test
    void codesThatNobodyScansAreAQrTimeout() {
        Api.settings(Map.of("firstQrTtlMs", 2000, "nextQrTtlMs", 1500, "maxRefs", 6));
        Api.post(id, "start").statusCode(202);
        assertThat(live.await("qr_timeout").at("/data/phase").asText()).isEqualTo("SCAN");
        assertThat(live.frames("qr").stream().map(frame -> frame.at("/data/attempt").asInt()).toList())
                .isEqualTo(List.of(1, 2, 3));
        failed("QR_NOT_SCANNED", "STOPPED");
        endedOnceWith("qr_timeout");
        var past = Api.call().get("/api/sessions/{id}/events", id).then().extract().jsonPath()
                .getList("items.findAll { it.event == 'qr' }.data", Map.class);
        assertThat(past).hasSize(3).allMatch(data -> data.get("expired").equals(true) && !data.containsKey("qr"));
    }

    @Test
    void aPageThatGivesUpEarlierIsAskedForFreshCodes() {
        Api.settings(Map.of("firstQrTtlMs", 2000, "nextQrTtlMs", 1500, "maxRefs", 1));
        Api.post(id, "start").statusCode(202);
        live.await("qr", 3);
        assertThat(live.await("qr_timeout").at("/data/phase").asText()).isEqualTo("SCAN");
    }

    @Test
    void aRefusedScanIsAnAuthFailure() {
        Api.fault("REFUSE_SCAN", Map.of(), 0);
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        Api.call().body(Map.of("qr", qr)).post("/sandbox/phone/scan").then().statusCode(403);
        assertThat(live.await("auth_failure").at("/data/message").asText()).isNotBlank();
        failed("AUTH_FAILURE", "STOPPED");
        endedOnceWith("auth_failure");
    }

    @Test
    void syncingThatNeverEndsIsASyncTimeout() {
        Api.fault("STUCK_SYNC", Map.of(), 0);
        Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        live.await("authenticated");
        failed("SYNC_TIMEOUT", "RUNNING");
    }

    @Test
    void aLoginOpenedElsewhereIsAConflict() {
        var wid = link();
        Api.fault("CONFLICT", Map.of("wid", wid), 0);
        assertThat(live.await("disconnected").at("/data/reason").asText()).isEqualTo("CONFLICT");
        failed("CONFLICT", "RUNNING");
    }

    @Test
    void aLostConnectionIsToldAndComesBack() {
        var wid = link();
        Api.fault("DISCONNECT", Map.of("wid", wid), 1500);
        var disconnected = live.await("disconnected").get("data");
        assertThat(disconnected.get("willRetry").asBoolean()).isTrue();
        live.await("ready", 2);
        assertThat(live.frames("status").stream().map(frame -> frame.at("/data/status").asText()).toList())
                .endsWith("READY", "DISCONNECTED", "READY");
    }

    @Test
    void aLogoutThatWhatsAppDoesNotConfirmKeepsTheLogin() {
        var wid = link();
        Api.fault("DISCONNECT", Map.of("wid", wid), 30_000);
        live.await("disconnected");
        Api.post(id, "logout").statusCode(504).body("code", equalTo("LOGOUT_UNCONFIRMED"));
        assertThat(Api.get(id).getString("wid")).isEqualTo(wid);
    }

    @Test
    void anAddressThatDoesNotAnswerIsUnreachable() {
        // For as long as the browser tries again.
        Api.fault("NAVIGATION_FAILURE", Map.of(), 5_000);
        Api.post(id, "start?wait=qr").statusCode(503).body("code", equalTo("PAGE_UNREACHABLE"));
        failed("PAGE_UNREACHABLE", "RUNNING");
    }

    @Test
    void aMissingHookIsAChangedPage() {
        Api.fault("NO_HOOK", Map.of(), 0);
        Api.post(id, "start").statusCode(202);
        failed("PAGE_CHANGED", "RUNNING");
        assertThat(Api.get(id).getString("detail")).isNotBlank();
    }

    private String link() {
        var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        live.await("ready");
        return wid;
    }

    private void failed(String reason, String desired) {
        var session = Api.awaitStatus(id, "FAILED");
        assertThat(session.getString("reason")).isEqualTo(reason);
        assertThat(session.getString("desired")).isEqualTo(desired);
        assertThat(session.getString("message")).isNotBlank();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var status = live.frames("status").getLast().get("data");
            assertThat(status.get("status").asText()).isEqualTo("FAILED");
            assertThat(status.get("reason").asText()).isEqualTo(reason);
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(id).isEmpty());
    }

    private void endedOnceWith(String event) {
        var ends = Api.call().get("/api/sessions/{id}/events", id).then().extract().jsonPath()
                .getList("items.event", String.class).stream()
                .filter(List.of("qr_timeout", "auth_failure", "disconnected")::contains).toList();
        assertThat(ends).containsExactly(event);
    }
}
