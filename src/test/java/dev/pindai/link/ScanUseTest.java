package dev.pindai.link;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.ScanLinkApi;
import dev.pindai.testsupport.SseClient;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Linking by a scan link, and what becomes of the link. */
@QuarkusTest
@Timeout(180)
class ScanUseTest {

    @TestHTTPResource("/")
    URI base;

    private String session;
    private LiveClient live;

    @BeforeEach
    void create() {
        session = Api.create("Toko Melati");
        live = LiveClient.connect(base, "session=" + session);
        live.await("status");
    }

    @AfterEach
    void clean() {
        live.close();
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void anAccountThatIsLinkedUsesTheLinkUpAndEndsItsAccess() throws Exception {
        var made = ScanLinkApi.make(session, Map.of()).statusCode(201).extract();
        String url = made.path("url");
        var bystander = ScanLinkApi.url(session, Map.of());
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202).body("status", equalTo("STARTING"));
        try (var stream = stream(url)) {
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> stream.messages().stream().anyMatch(message -> message.event().equals("qr")));
            String qr = last(stream, "qr").data().at("/data/qr").asText();
            assertThat(ScanLinkApi.visitor(url).accept("image/png").get("/api/scan/qr").then().statusCode(200).extract()
                    .asByteArray()).startsWith(0x89, 'P', 'N', 'G');
            var wid = Api.scan(qr);

            stream.awaitEnd();
            var ready = stream.messages().getLast();
            assertThat(ready.event()).isEqualTo("ready");
            assertThat(ready.data().at("/data").toString())
                    .isEqualTo("{\"numberEnding\":\"" + wid.replaceFirst("@.*", "").replaceFirst(".*(...)$", "$1") + "\"}");
        }
        var used = live.await("scan_link_used").get("data");
        assertThat(used.toString()).doesNotContain(ScanLinkApi.token(url));
        assertThat(used.get("scanLinkId").asText()).isEqualTo(made.path("id"));
        assertThat(used.get("used").asInt()).isEqualTo(1);
        assertThat(live.events()).containsSubsequence("status", "ready", "scan_link_used");
        links().body("items.find { it.id == '" + made.path("id") + "' }.state", equalTo("USED"))
                .body("items.find { it.id == '" + made.path("id") + "' }.usedAt", notNullValue())
                .body("items.findAll { it.used == 0 }.size()", equalTo(1));
        for (var over : List.of(url, bystander)) {
            for (var path : List.of("/api/scan", "/api/scan/qr", "/api/scan/passkey", "/api/scan/events")) {
                ScanLinkApi.visitor(over).get(path).then().statusCode(401).body("code", equalTo("SCAN_LINK_OVER"));
            }
            for (var path : List.of("/api/scan/start", "/api/scan/restart")) {
                ScanLinkApi.visitor(over).post(path).then().statusCode(401);
            }
        }
        page(url, 410, "Your WhatsApp is connected");
        page(bystander, 200, "Already connected");
        assertThat(Api.get(session).getString("status")).isEqualTo("READY");
    }

    @Test
    void aLinkWithUsesLeftServesAgainOnceTheAccountIsUnlinked() {
        var url = ScanLinkApi.url(session, Map.of("uses", 2));
        for (int time = 1; time <= 2; time++) {
            ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
            link();
            assertThat(live.await("scan_link_used", time).getLast().at("/data/used").asInt()).isEqualTo(time);
            ScanLinkApi.visitor(url).get("/api/scan").then().statusCode(401);
            Api.post(session, "logout").statusCode(202);
            Api.awaitStatus(session, "STOPPED");
            ScanLinkApi.visitor(url).get("/api/scan").then().statusCode(time == 1 ? 200 : 401);
        }
    }

    @Test
    void aLinkedSessionThatComesBackIsNoUse() {
        var url = ScanLinkApi.url(session, Map.of("uses", 2));
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        link();
        Api.post(session, "stop").statusCode(202);
        // Stopped on purpose: nobody's link starts it.
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(401);
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
        Api.post(session, "start").statusCode(202);
        live.await("ready", 2);
        assertThat(live.frames("scan_link_used")).hasSize(1);
        links().body("items[0].used", equalTo(1));
    }

    /** The operator starts the session anew while the visitor's page is open: what is on it then is that start's code. */
    @Test
    void aPageThatStaysOpenOverARestartCounts() throws Exception {
        var url = ScanLinkApi.url(session, Map.of());
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        Api.awaitStatus(session, "SCAN_QR");
        try (var stream = stream(url)) {
            Api.post(session, "restart").statusCode(202);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(
                    () -> QuarkusTransaction.requiringNew()
                            .call(() -> ScanLink.ofToken(ScanLinkApi.token(url)).get().seenEpoch),
                    epoch -> epoch == 2);
            link();
            live.await("scan_link_used");
        }
    }

    /** The page of a start that is over has no part in a later one. */
    @Test
    void aPageThatWasLeftBeforeDoesNotCount() {
        var url = ScanLinkApi.url(session, Map.of());
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        Api.post(session, "stop").statusCode(202);
        Api.post(session, "start").statusCode(202);
        link();
        links().body("items[0].used", equalTo(0)).body("items[0].state", equalTo("OPEN"));
        assertThat(live.frames("scan_link_used")).isEmpty();
    }

    @Test
    void whoeverHasScannedIsNotCutOffByTheExpiry() {
        var url = ScanLinkApi.url(session, Map.of());
        var older = ScanLinkApi.url(session, Map.of());
        Api.settings(Map.of("syncMs", 20_000));
        try {
            ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Api.get(session).getString("qr.expiresAt") != null);
            Api.scan(call().get("/api/sessions/{id}/qr", session).then().statusCode(200).extract().path("qr"));
            Api.awaitStatus(session, "AUTHENTICATED");
            expire(url);
            expire(older);
            ScanLinkApi.visitor(url).get("/api/scan").then().statusCode(200).body("status", equalTo("AUTHENTICATED"));
            ScanLinkApi.visitor(older).get("/api/scan").then().statusCode(401);
            live.await("scan_link_used");
        } finally {
            Api.settings(Map.of("syncMs", 1000));
        }
    }

    @Test
    void aPairingCodeIsForThePageAndComesBackAfterAReload() {
        var url = ScanLinkApi.url(session, Map.of());
        ScanLinkApi.visitor(url).body(Map.of("phoneNumber", "+6281234567890")).post("/api/scan/pairing-code").then()
                .statusCode(409).body("code", equalTo("PAIRING_NOT_AVAILABLE"));
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        Api.awaitStatus(session, "SCAN_QR");
        ScanLinkApi.visitor(url).body(Map.of("phoneNumber", "0812")).post("/api/scan/pairing-code").then().statusCode(400)
                .body("code", equalTo("INVALID_PHONE_NUMBER"));
        ScanLinkApi.visitor(url).get("/api/scan").then().body("pairingCode", nullValue());
        var code = ScanLinkApi.visitor(url).body(Map.of("phoneNumber", "+6281234567890")).post("/api/scan/pairing-code").then()
                .statusCode(200).extract().<String> path("code");
        ScanLinkApi.visitor(url).get("/api/scan").then().body("pairingCode.code", equalTo(code));
        call().body(Map.of("code", code, "phoneNumber", "+6281234567890")).post("/sandbox/phone/pair").then().statusCode(200);
        live.await("scan_link_used");
    }

    @Test
    void whatCostsSomethingIsCounted() {
        var url = ScanLinkApi.url(session, Map.of());
        var token = ScanLinkApi.token(url);
        QuarkusTransaction.requiringNew().run(() -> {
            var row = ScanLink.ofToken(token).orElseThrow();
            row.starts = 19;
            row.codes = 9;
        });
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(202);
        Api.awaitStatus(session, "SCAN_QR");
        ScanLinkApi.visitor(url).body(Map.of("phoneNumber", "+6281234567890")).post("/api/scan/pairing-code").then()
                .statusCode(200);
        ScanLinkApi.visitor(url).body(Map.of("phoneNumber", "+6281234567890")).post("/api/scan/pairing-code").then()
                .statusCode(429).body("code", equalTo("SCAN_LINK_LIMIT"));
        ScanLinkApi.visitor(url).post("/api/scan/restart").then().statusCode(429);
        Api.post(session, "stop").statusCode(202);
        ScanLinkApi.visitor(url).post("/api/scan/start").then().statusCode(429).body("code", equalTo("SCAN_LINK_LIMIT"));
        assertThat(Api.get(session).getString("status")).isEqualTo("STOPPED");
    }

    /** Scans the code that is on the session's page now, and waits until the session is ready. */
    private void link() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Api.get(session).getString("qr.expiresAt") != null);
        Api.scan(call().get("/api/sessions/{id}/qr", session).then().statusCode(200).extract().path("qr"));
        Api.awaitStatus(session, "READY");
    }

    private SseClient stream(String url) throws Exception {
        return SseClient.withoutKey(base, "/api/scan/events", Map.of(ScanLinkApi.HEADER, ScanLinkApi.token(url)));
    }

    private static SseClient.Message last(SseClient stream, String event) {
        return stream.messages().stream().filter(message -> message.event().equals(event)).toList().getLast();
    }

    private io.restassured.response.ValidatableResponse links() {
        return call().get("/api/sessions/{id}/scan-links", session).then().statusCode(200);
    }

    private static void page(String url, int status, String words) {
        given().accept("text/html").header("Accept-Language", "en").get(url).then().statusCode(status)
                .body(containsString(words));
    }

    private static void expire(String url) {
        QuarkusTransaction.requiringNew().run(() -> ScanLink.ofToken(ScanLinkApi.token(url)).orElseThrow().expiresAt = Instant
                .now().minusSeconds(1));
    }
}
