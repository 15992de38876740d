package dev.pindai.flow;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;

import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.pindai.shared.DataDir;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Processes;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.micrometer.core.instrument.MeterRegistry;

/** The main job over REST and WebSocket: from a new session to a linked account, and what a user does with it then. */
@QuarkusTest
@Timeout(180)
class LinkingTest {

    @TestHTTPResource("/")
    URI base;

    @Inject
    MeterRegistry metrics;
    @Inject
    DataDir data;

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void aScannedQrMakesTheSessionReady() {
        var id = Api.create("Toko Melati");
        try (var live = LiveClient.connect(base, "session=" + id)) {
            Api.post(id, "start").statusCode(202).body("status", oneOf("STARTING", "SCAN_QR"));

            var qr = live.await("qr").get("data");
            assertThat(qr.get("attempt").asInt()).isEqualTo(1);
            assertThat(qr.get("maxAttempts").asInt()).isEqualTo(6);
            assertThat(Instant.parse(qr.get("expiresAt").asText())).isAfter(Instant.parse(qr.get("issuedAt").asText()));
            assertThat(Api.get(id).getInt("qr.attempt")).isEqualTo(1);
            var wid = Api.scan(qr.get("qr").asText());

            var ready = live.await("ready").get("data");
            assertThat(ready.get("wid").asText()).isEqualTo(wid);
            assertThat(ready.get("phoneNumber").asText()).startsWith("+");
            assertThat(live.events()).containsSubsequence("status", "qr", "status", "authenticated", "status", "ready");
            assertThat(live.frames().stream().filter(frame -> !frame.has("snapshot")).map(frame -> frame.get("seq").asLong())
                    .toList())
                    .isEqualTo(IntStream.rangeClosed(2, Api.get(id).getInt("lastSeq")).mapToObj(Long::valueOf).toList());
            var session = Api.get(id);
            assertThat(session.getString("status")).isEqualTo("READY");
            assertThat(session.getString("wid")).isEqualTo(wid);
            assertThat((Object) session.get("qr")).isNull();
        }
    }

    @Test
    void stopKeepsTheLinkAndStartNeedsNoScan() {
        var id = linked();
        Api.post(id, "stop").statusCode(202).body("status", equalTo("STOPPED")).body("wid", notNullValue());
        try (var live = LiveClient.connect(base, "session=" + id)) {
            Api.post(id, "start").statusCode(202);
            live.await("ready");
            assertThat(live.events()).doesNotContain("qr", "auth_failure");
        }
    }

    @Test
    void restartComesBackWithoutAScan() {
        var id = linked();
        try (var live = LiveClient.connect(base, "session=" + id + "&events=status,ready,qr")) {
            live.await("status");
            Api.post(id, "restart").statusCode(202);
            live.await("ready");
            assertThat(live.frames("status").stream().map(frame -> frame.at("/data/status").asText()).toList())
                    .containsExactly("READY", "STARTING", "READY");
            assertThat(live.events()).doesNotContain("qr");
        }
    }

    @Test
    void logoutUnlinksAndTheNextStartShowsAQr() {
        var id = linked();
        try (var live = LiveClient.connect(base, "session=" + id)) {
            live.await("status");
            Api.post(id, "logout").statusCode(202).body("status", equalTo("STOPPED")).body("wid", equalTo(null));
            assertThat(live.await("disconnected").at("/data/willRetry").asBoolean()).isFalse();
            Api.post(id, "logout").statusCode(202);
            Api.post(id, "start").statusCode(202);
            live.await("qr");
        }
    }

    @Test
    void logoutOfAStoppedSessionOpensItAndUnlinks() {
        var id = linked();
        var wid = Api.get(id).getString("wid");
        Api.post(id, "stop").statusCode(202);
        Api.post(id, "logout").statusCode(202).body("status", equalTo("STOPPED")).body("wid", equalTo(null));
        assertThat(call().get("/sandbox/phones").then().extract().jsonPath().getList("items.wid", String.class))
                .doesNotContain(wid);
    }

    @Test
    void anUnlinkAtThePhoneIsToldAndEndsTheSession() {
        var id = linked();
        try (var live = LiveClient.connect(base, "session=" + id)) {
            live.await("status");
            call().post("/sandbox/phones/{wid}/unlink", Api.get(id).getString("wid")).then().statusCode(204);
            var disconnected = live.await("disconnected").get("data");
            assertThat(disconnected.get("reason").asText()).isEqualTo("LOGGED_OUT");
            assertThat(disconnected.get("willRetry").asBoolean()).isFalse();
            var session = Api.get(id);
            assertThat(session.getString("status")).isEqualTo("FAILED");
            assertThat(session.getString("reason")).isEqualTo("LOGGED_OUT");
            assertThat(session.getString("desired")).isEqualTo("STOPPED");
        }
    }

    @Test
    void anUnlinkWhileStoppedIsAnAuthFailureAtTheNextStart() {
        var id = linked();
        Api.post(id, "stop").statusCode(202);
        call().post("/sandbox/phones/{wid}/unlink", Api.get(id).getString("wid")).then().statusCode(204);
        try (var live = LiveClient.connect(base, "session=" + id)) {
            Api.post(id, "start").statusCode(202);
            assertThat(live.await("auth_failure").at("/data/reason").asText()).isEqualTo("AUTH_FAILURE");
            assertThat(Api.get(id).getString("reason")).isEqualTo("AUTH_FAILURE");
        }
    }

    @Test
    void aPairingCodeLinks() {
        var id = Api.create("Tanpa kamera");
        call().body(Map.of("phoneNumber", "+62 812-3456-7890")).post("/api/sessions/{id}/pairing-code", id).then()
                .statusCode(409).body("code", equalTo("PAIRING_NOT_AVAILABLE"));
        try (var live = LiveClient.connect(base, "session=" + id)) {
            Api.post(id, "start").statusCode(202);
            live.await("qr");
            call().body(Map.of("phoneNumber", "12")).post("/api/sessions/{id}/pairing-code", id).then().statusCode(400)
                    .body("code", equalTo("INVALID_PHONE_NUMBER"));
            var code = call().body(Map.of("phoneNumber", "+62 812-3456-7890")).post("/api/sessions/{id}/pairing-code", id)
                    .then()
                    .statusCode(200).extract().<String> path("code");
            assertThat(live.await("pairing_code").at("/data/code").asText()).isEqualTo(code);
            call().body(Map.of("code", code, "phoneNumber", "+6281234567890")).post("/sandbox/phone/pair").then()
                    .statusCode(200);
            assertThat(live.await("ready").at("/data/phoneNumber").asText()).isEqualTo("+6281234567890");
        }
    }

    @Test
    void tenStartsAtOnceOpenOneBrowser() {
        var id = Api.create("Sepuluh kali");
        var together = new CyclicBarrier(10);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = IntStream.range(0, 10).mapToObj(i -> CompletableFuture.runAsync(() -> {
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("The ten did not start together", e);
                }
                Api.post(id, "start").statusCode(202);
            }, callers)).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(starts).join();
        }
        Api.awaitStatus(id, "SCAN_QR");
        var starts = call().get("/api/sessions/{id}/events", id).then().extract().jsonPath()
                .getList("items.findAll { it.event == 'status' && it.data.status == 'STARTING' }.seq");
        assertThat(starts).hasSize(1);
        Processes.awaitBrowsersOf(id, 1);
    }

    @Test
    void stopWhileStartingLeavesNothingOpen() {
        var id = Api.create("Batal");
        Api.post(id, "start").statusCode(202);
        Api.post(id, "stop").statusCode(202).body("status", equalTo("STOPPED"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> metrics.get("pindai.browser.pages").gauge().value() == 0);
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(60))
                .until(() -> Processes.browsersOf(id).isEmpty());
        assertThat(Api.get(id).getString("status")).isEqualTo("STOPPED");
    }

    @Test
    void startCanWaitForTheQr() {
        var id = Api.create("Menunggu");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().jsonPath();
        assertThat(qr.getString("qr").split(",")).hasSizeGreaterThanOrEqualTo(4);
        assertThat(qr.getInt("attempt")).isEqualTo(1);
    }

    @Test
    void theSameAccountInTwoSessionsIsAConflict() {
        var first = linked();
        var wid = Api.get(first).getString("wid");
        var second = Api.create("Kembar");
        var qr = Api.post(second, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        call().body(Map.of("qr", qr, "phoneNumber", Api.get(first).getString("phoneNumber"))).post("/sandbox/phone/scan").then()
                .statusCode(200).body("wid", equalTo(wid));
        var failed = Api.awaitStatus(second, "FAILED");
        assertThat(failed.getString("reason")).isEqualTo("CONFLICT");
        assertThat(failed.getString("detail")).contains(first);
        assertThat(Api.get(first).getString("status")).isEqualTo("READY");
    }

    @Test
    void deleteLeavesNothing() {
        var id = linked();
        try (var live = LiveClient.connect(base, "session=" + id)) {
            live.await("status");
            Api.delete(id);
            live.await("deleted");
        }
        call().delete("/api/sessions/{id}", id).then().statusCode(404).body("code", equalTo("SESSION_NOT_FOUND"));
        assertThat(Processes.browsersOf(id)).isEmpty();
        assertThat(data.directory("profiles").resolve(id)).doesNotExist();
    }

    @Test
    void deleteInTheMiddleOfARestartLeavesNothing() {
        var id = linked();
        Api.post(id, "restart").statusCode(202);
        Api.delete(id);
        Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(60))
                .until(() -> Processes.browsersOf(id).isEmpty() && !Files.exists(data.directory("profiles").resolve(id)));
    }

    private String linked() {
        var id = Api.create("Tertaut");
        Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
        Api.awaitStatus(id, "READY");
        return id;
    }
}
