package dev.pindai.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** The simulated phone and what it does to pages. */
@QuarkusTest
@TestProfile(SandboxProfile.class)
class SandboxPhoneTest {

    @TestHTTPResource("/")
    URI base;

    @BeforeEach
    void slowTimes() {
        call("DELETE", "/sandbox/faults", Map.of()).statusCode(204);
        settings(60_000, 20_000, 6);
    }

    @Test
    void scanLinksExactlyThePageThatShowsTheQr() throws Exception {
        try (var shown = ProtocolPage.open(base); var other = ProtocolPage.open(base)) {
            other.first("ref");
            var wid = scan(shown.qr(1), Map.of("phoneNumber", "+62811000001", "pushName", "Budi")).statusCode(200)
                    .body("phoneNumber", equalTo("+62811000001"), "pushName", equalTo("Budi")).extract().path("wid");

            assertThat(wid).isEqualTo("62811000001@c.us");
            assertThat(shown.first("paired").at("/device/wid").asText()).isEqualTo(wid);
            call("GET", "/sandbox/pages", null).body("items.find { it.id == '%s' }.wid".formatted(shown.id()), equalTo(wid),
                    "items.find { it.id == '%s' }.wid".formatted(other.id()), equalTo(null));
            assertThat(other.ofType("paired")).isEmpty();
            call("GET", "/sandbox/phones", null).body("items.find { it.wid == '62811000001@c.us' }.online", equalTo(true));
        }
    }

    @Test
    void eachScanIsANewAccountUnlessANumberIsGiven() throws Exception {
        try (var one = ProtocolPage.open(base); var two = ProtocolPage.open(base); var three = ProtocolPage.open(base)) {
            String first = scan(one.qr(1), Map.of()).statusCode(200).extract().path("wid");
            String second = scan(two.qr(1), Map.of()).statusCode(200).extract().path("wid");
            String again = scan(three.qr(1), Map.of("phoneNumber", first.replace("@c.us", ""))).statusCode(200).extract()
                    .path("wid");

            assertThat(second).isNotEqualTo(first);
            assertThat(again).isEqualTo(first);
            call("GET", "/sandbox/phones", null).body("items.find { it.wid == '%s' }.devices".formatted(first), equalTo(2));
        }
    }

    @Test
    void anUnknownQrIsNotFound() {
        scan("2@nobody,a,b,c", Map.of()).statusCode(404).body("code", equalTo("QR_UNKNOWN"));
    }

    @Test
    void aQrThatRotatedAwayHasExpired() throws Exception {
        settings(100, 20_000, 6);
        try (var page = ProtocolPage.open(base)) {
            page.qr(2);
            scan(page.qr(1), Map.of()).statusCode(410).body("code", equalTo("QR_EXPIRED"));
            assertThat(page.ofType("paired")).isEmpty();
        }
    }

    @Test
    void aQrIsScannedOnce() throws Exception {
        try (var page = ProtocolPage.open(base)) {
            var fiveFields = page.qr(1) + ",1";
            scan(fiveFields, Map.of()).statusCode(200);
            scan(fiveFields, Map.of()).statusCode(410).body("code", equalTo("QR_EXPIRED"));
        }
    }

    @Test
    void afterTheLastQrThePageIsIdleUntilItAsksAgain() throws Exception {
        settings(60, 60, 3);
        try (var page = ProtocolPage.open(base)) {
            page.first("idle");
            assertThat(page.ofType("ref")).hasSize(3);
            page.say("{\"type\":\"refreshQR\"}");
            page.nth("ref", 4);
        }
    }

    @Test
    void aPairingCodeLinksThePageThatOfferedIt() throws Exception {
        try (var page = ProtocolPage.open(base)) {
            page.first("ref");
            page.say("{\"type\":\"pairingCode\",\"id\":1,\"phoneNumber\":\"62811000002\"}");
            var code = page.first("answer").get("code").asText();
            assertThat(code).matches("[1-9A-HJ-NP-TV-Z]{8}");

            pair(code, "+62811999999").statusCode(404).body("code", equalTo("PAIRING_CODE_UNKNOWN"));
            pair(code.substring(0, 4) + "-" + code.substring(4), "+62811000002").statusCode(200).body("wid",
                    equalTo("62811000002@c.us"));
            page.first("paired");
            pair(code, "+62811000002").statusCode(410).body("code", equalTo("PAIRING_CODE_EXPIRED"));
        }
    }

    @Test
    void unlinkingLogsOutOpenPagesNowAndOthersWhenTheyConnect() throws Exception {
        String token;
        try (var page = ProtocolPage.open(base)) {
            scan(page.qr(1), Map.of("phoneNumber", "+62811000003")).statusCode(200);
            token = page.first("paired").at("/device/token").asText();
            try (var again = ProtocolPage.reopen(base, token)) {
                again.first("resumed");
                page.first("conflict");
                call("POST", "/sandbox/phones/62811000003@c.us/unlink", null).statusCode(204);
                again.first("unlinked");
            }
        }
        try (var later = ProtocolPage.reopen(base, token)) {
            assertThat(later.first("unlinked").get("reason").asText()).isEqualTo("unknown_companion");
        }
        call("POST", "/sandbox/phones/62811000003@c.us/unlink", null).statusCode(404).body("code", equalTo("PHONE_UNKNOWN"));
        call("GET", "/sandbox/phones", null).body("items.wid", not(hasItem("62811000003@c.us")));
    }

    @Test
    void aFaultForTheNextPageIsUsedUpByIt() throws Exception {
        call("POST", "/sandbox/faults", Map.of("kind", "REFUSE_SCAN", "target", Map.of("next", true))).statusCode(200);
        try (var refused = ProtocolPage.open(base); var accepted = ProtocolPage.open(base)) {
            scan(refused.qr(1), Map.of()).statusCode(403).body("code", equalTo("SCAN_REFUSED"));
            refused.first("refused");
            scan(accepted.qr(1), Map.of()).statusCode(200);
        }
    }

    @Test
    void aFaultNeedsATargetThatIsThere() {
        call("POST", "/sandbox/faults", Map.of("kind", "HANG", "target", Map.of("page", "gone"))).statusCode(404).body("code",
                equalTo("PAGE_UNKNOWN"));
        call("POST", "/sandbox/faults", Map.of("kind", "NO_HOOK", "target", Map.of("page", "gone"))).statusCode(400)
                .body("code", equalTo("FAULT_TARGET"));
    }

    @Test
    void anAccountsFaultWaitsForItsPage() throws Exception {
        String token;
        String closed;
        try (var page = ProtocolPage.open(base)) {
            scan(page.qr(1), Map.of("phoneNumber", "+62811000004")).statusCode(200);
            token = page.first("paired").at("/device/token").asText();
            closed = page.id();
        }
        // Else the fault is for this page still.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> call("GET", "/sandbox/pages", null).body("items.id", not(hasItem(closed))));
        call("POST", "/sandbox/faults", Map.of("kind", "STUCK_SYNC", "target", Map.of("wid", "62811000004@c.us")))
                .statusCode(200);
        try (var again = ProtocolPage.reopen(base, token)) {
            assertThat(again.first("resumed").has("syncMs")).isFalse();
        }
    }

    @Test
    void thePageHasANonceAndOnlyItsOwnFiles() {
        var page = given().get("/sandbox/web/").then().statusCode(200).contentType(startsWith("text/html")).extract();
        var nonce = page.header("Content-Security-Policy").replaceAll(".*'nonce-([^']+)'.*", "$1");
        assertThat(page.asString()).contains("nonce=\"" + nonce + "\"").contains("Simulated WhatsApp Web")
                .doesNotContain("{{");
        given().redirects().follow(false).get("/sandbox/web").then().statusCode(302);
        given().get("/sandbox/web/wa/models.js").then().statusCode(200).contentType(startsWith("text/javascript"));
        given().urlEncodingEnabled(false).get("/sandbox/web/..%2f..%2fapplication.properties").then().statusCode(404);
        given().get("/sandbox/web/index.html").then().statusCode(404);
    }

    private static ValidatableResponse scan(String qr, Map<String, String> more) {
        var body = new java.util.HashMap<String, Object>(more);
        body.put("qr", qr);
        return call("POST", "/sandbox/phone/scan", body);
    }

    private static ValidatableResponse pair(String code, String phoneNumber) {
        return call("POST", "/sandbox/phone/pair", Map.of("code", code, "phoneNumber", phoneNumber));
    }

    private static void settings(long firstMs, long nextMs, int refs) {
        call("PATCH", "/sandbox/settings", Map.of("firstQrTtlMs", firstMs, "nextQrTtlMs", nextMs, "maxRefs", refs))
                .statusCode(200);
    }

    private static ValidatableResponse call(String method, String path, Object body) {
        var request = given().header("X-Api-Key", SandboxProfile.KEY).contentType(ContentType.JSON);
        return (body == null ? request : request.body(body)).request(method, path).then();
    }
}
