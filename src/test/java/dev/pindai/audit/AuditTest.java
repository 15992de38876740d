package dev.pindai.audit;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.TestKey;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** What is done over HTTP, and which rows that leaves. */
@QuarkusTest
@Timeout(240)
class AuditTest {

    private static final String HOOK = "http://127.0.0.1:9/hook";

    @TestHTTPResource("/")
    URI self;
    @Inject
    Scribe scribe;

    /** A call as it was made, and the action of the row that it is to leave. */
    private record Made(String action, Response answer) {
    }

    @Test
    void eachCallLeavesARowThatSaysWhatCameOfIt() {
        var made = new ArrayList<Made>();
        var created = make(made, "session.create", "POST", "/api/sessions", Map.of("name", "Toko Melati"), 201);
        String id = created.answer.path("id");
        var at = "/api/sessions/" + id;
        make(made, "session.change", "PATCH", at, Map.of("name", "Toko Mawar"), 200);
        make(made, "session.change", "PATCH", at, Map.of("nome", "x"), 400);
        make(made, "session.stop", "POST", at + "/stop", Map.of(), 202);
        make(made, "session.pairing-code", "POST", at + "/pairing-code", Map.of("phoneNumber", "+628123456789"), 409);
        make(made, "session.qr.read", "GET", at + "/qr", null, 409);
        make(made, "session.diagnostics.read", "GET", at + "/diagnostics", null, 200);
        make(made, "session.events.read", "GET", at + "/events", null, 200);
        make(made, "session.proxy.set", "PUT", at + "/proxy", Map.of("server", "http://127.0.0.1:9"), 200);
        make(made, "session.proxy.delete", "DELETE", at + "/proxy", null, 204);
        var hook = make(made, "webhook.create", "POST", "/api/webhooks", Map.of("url", HOOK), 201);
        String hookId = hook.answer.path("id");
        make(made, "webhook.change", "PATCH", "/api/webhooks/" + hookId, Map.of("enabled", false), 200);
        make(made, "webhook.delete", "DELETE", "/api/webhooks/" + hookId, null, 204);
        var key = make(made, "key.create", "POST", "/api/keys", Map.of("name", "Kasir", "scopes", List.of("read")), 201);
        String keyId = key.answer.path("id");
        make(made, "key.rotate", "POST", "/api/keys/" + keyId + "/rotate", Map.of(), 200);
        make(made, "key.delete", "DELETE", "/api/keys/" + keyId, null, 204);
        make(made, "ws-ticket.create", "POST", "/api/ws-tickets", Map.of(), 200);
        make(made, "sandbox.fault.delete", "DELETE", "/sandbox/faults", null, 204);
        make(made, "session.delete", "DELETE", at, null, 204);
        make(made, "session.delete", "DELETE", at, null, 404);
        make(made, Actions.NOTHING_THERE, "POST", "/api/nowhere-at-all", Map.of(), 405);

        made.forEach(each -> {
            var row = AuditApi.ofRequest(each.answer.header("X-Request-Id"));
            assertThat(row).as("%s", each).containsEntry("action", each.action).containsEntry("times", 1)
                    .containsEntry("status", each.answer.statusCode()).containsEntry("address", "127.0.0.1")
                    .containsEntry("caller", Map.of("kind", "ADMIN_KEY", "id", "admin", "name", "admin"))
                    .containsEntry("userAgent", "test of the audit")
                    .containsEntry("code", each.answer.statusCode() < 400 ? null : each.answer.jsonPath().getString("code"));
        });
        assertThat(AuditApi.rows("session=" + id)).extracting(row -> row.get("action")).as("what was made counts too")
                .containsExactly("session.delete", "session.delete", "session.proxy.delete", "session.proxy.set",
                        "session.events.read", "session.diagnostics.read", "session.qr.read", "session.pairing-code",
                        "session.stop", "session.change", "session.change", "session.create");
        assertThat(AuditApi.rows("action=webhook.*")).filteredOn(row -> hookId.equals(row.get("target"))).hasSize(3);
        assertThat(AuditApi.rows("action=key.*")).filteredOn(row -> keyId.equals(row.get("target"))).hasSize(3);
    }

    private Made make(List<Made> made, String action, String method, String path, Object body, int status) {
        var request = call().header("User-Agent", "test of the audit");
        if (body != null) {
            request.body(body);
        }
        var answer = request.request(method, path);
        assertThat(answer.statusCode()).as(method + " " + path + ": " + answer.asString()).isEqualTo(status);
        made.add(new Made(action, answer));
        return made.getLast();
    }

    @Test
    void theCallersOwnRequestIdIsKeptIfItIsOne() {
        var own = "trace-" + UUID.randomUUID();
        var answer = call().header("X-Request-Id", own).delete("/sandbox/faults");
        assertThat(answer.header("X-Request-Id")).isEqualTo(own);
        assertThat(AuditApi.ofRequest(own)).containsEntry("action", "sandbox.fault.delete");
        var other = call().header("X-Request-Id", "two words").delete("/sandbox/faults").header("X-Request-Id");
        assertThat(UUID.fromString(other)).isNotNull();
    }

    @Test
    void theAddressIsWhatATrustedProxySawAndNotWhatItsClientSays() throws IOException, InterruptedException {
        try (var proxy = TrustedProxy.before(self); var impostor = TrustedProxy.impostor(self)) {
            assertThat(addressBy(proxy)).isEqualTo("203.0.113.7");
            assertThat(addressBy(impostor)).isEqualTo("127.0.0.10");
        }
    }

    private static Object addressBy(TrustedProxy proxy) throws IOException, InterruptedException {
        var answer = proxy.post("/api/sessions/" + UUID.randomUUID() + "/stop", "", TestKey.HEADER, TestKey.value(),
                "X-Forwarded-For", "198.51.100.9, 203.0.113.7");
        return AuditApi.ofRequest(answer.headers().firstValue("X-Request-Id").orElseThrow()).get("address");
    }

    @Test
    void signingInAndOutLeaveRows() {
        scribe.settle();
        var answer = form(TestKey.value());
        var row = AuditApi.ofRequest(answer.header("X-Request-Id"));
        assertThat(row).containsEntry("action", "sign-in").containsEntry("status", 303).containsEntry("code", null);
        assertThat(row.get("caller")).isEqualTo(Map.of("kind", "ADMIN_KEY", "id", "admin", "name", "admin"));

        var wrong = AuditApi.ofRequest(form("not-the-key-at-all").header("X-Request-Id"));
        assertThat(wrong).containsEntry("action", "sign-in").containsEntry("code", "WRONG_KEY").containsEntry("caller", null);

        var out = given().redirects().follow(false).cookie("pindai_session", answer.cookie("pindai_session"))
                .header("Origin", "http://" + self.getAuthority()).post("/logout");
        assertThat(AuditApi.ofRequest(out.header("X-Request-Id"))).containsEntry("action", "sign-out")
                .extractingByKey("caller").isNotNull();
    }

    private static Response form(String key) {
        return given().redirects().follow(false).formParam("key", key).post("/login");
    }

    @Test
    void refusalsOfStrangersAreOneRowAndThenACount() {
        scribe.settle();
        var first = given().header(TestKey.HEADER, "a-wrong-key-of-this-test").get("/api/sessions");
        var row = AuditApi.ofRequest(first.header("X-Request-Id"));
        assertThat(row).containsEntry("action", Actions.REFUSED).containsEntry("status", 401)
                .containsEntry("code", "UNAUTHORIZED").containsEntry("caller", null).containsEntry("times", 1);
        given().get("/api/sessions").then().statusCode(401);
        given().contentType(ContentType.JSON).body("{}").post("/api/sessions").then().statusCode(401);
        var last = given().get("/ws").then().statusCode(401).extract().header("X-Request-Id");
        scribe.settle();
        assertThat(AuditApi.ofRequest(last)).containsEntry("times", 3).containsEntry("address", "127.0.0.1")
                .containsEntry("action", Actions.REFUSED);
    }

    @Test
    void whatAKeyMayNotDoIsToldWithItsName() {
        var made = Keys.create(Map.of("name", "Kasir 2", "scopes", List.of("read")));
        var refused = Keys.with(made.getString("key")).body(Map.of("name", "x")).post("/api/sessions");
        assertThat(AuditApi.ofRequest(refused.header("X-Request-Id"))).containsEntry("action", "session.create")
                .containsEntry("status", 403).containsEntry("code", "SCOPE_MISSING")
                .containsEntry("caller", Map.of("kind", "KEY", "id", made.getString("id"), "name", "Kasir 2"));
        var looked = Keys.with(made.getString("key")).get("/api/webhooks");
        assertThat(AuditApi.ofRequest(looked.header("X-Request-Id"))).containsEntry("action", Actions.REFUSED)
                .containsEntry("code", "SCOPE_MISSING").extractingByKey("caller").isNotNull();
    }

    @Test
    void whoeverHasAScanLinkIsToldByItAndNotByItsToken() {
        scribe.settle();
        var id = Api.create("Pelanggan");
        var link = call().body(Map.of()).post("/api/sessions/{id}/scan-links", id);
        String linkId = link.path("id");
        assertThat(AuditApi.ofRequest(link.header("X-Request-Id"))).containsEntry("action", "session.scan-link.create")
                .containsEntry("sessionId", id).containsEntry("target", linkId);
        var token = link.<String> path("url").replaceFirst(".*/scan/", "");
        var asked = scan(token).body(Map.of("phoneNumber", "+628123456789")).post("/api/scan/pairing-code");
        assertThat(AuditApi.ofRequest(asked.header("X-Request-Id"))).containsEntry("action", "scan.pairing-code")
                .containsEntry("status", 409).containsEntry("sessionId", id)
                .containsEntry("caller", Map.of("kind", "SCAN_LINK", "id", linkId, "name", "scan link"));
        assertThat(AuditApi.ofRequest(scan(token).get("/api/scan/qr").header("X-Request-Id")))
                .containsEntry("action", "scan.qr.read").containsEntry("sessionId", id);
        call().delete("/api/sessions/{id}/scan-links/{link}", id, linkId).then().statusCode(204);
        var over = scan(token).post("/api/scan/start");
        assertThat(AuditApi.ofRequest(over.header("X-Request-Id"))).containsEntry("action", Actions.REFUSED)
                .containsEntry("status", 401).containsEntry("code", "SCAN_LINK_OVER").containsEntry("caller", null);
        Api.delete(id);
    }

    private static RequestSpecification scan(String token) {
        return given().header("X-Scan-Link", token).contentType(ContentType.JSON);
    }

    @Test
    void whatAnotherSiteMadeABrowserSendIsToldWithWhoIsSignedIn() {
        scribe.settle();
        var cookie = form(TestKey.value()).cookie("pindai_session");
        var refused = given().cookie("pindai_session", cookie).header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON).body(Map.of("name", "x")).post("/api/sessions");
        assertThat(AuditApi.ofRequest(refused.header("X-Request-Id"))).containsEntry("action", "session.create")
                .containsEntry("status", 403).containsEntry("code", "CROSS_ORIGIN").extractingByKey("caller").isNotNull();
    }

    @Test
    void whoeverListensIsToldWhileTheyListen() throws Exception {
        var id = Api.create("Didengar");
        try (var live = LiveClient.connect(self, "session=" + id)) {
            live.await("status");
            assertThat(AuditApi.await("action=events.read&session=" + id, 1)).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("status", 101));
        }
        try (var stream = SseClient.connect(self, "/api/sessions/" + id + "/events")) {
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            assertThat(AuditApi.await("action=session.events.read&session=" + id, 1)).singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("status", 200));
        }
        Api.delete(id);
    }

    @Test
    void atTheDoorThatStandsOpenItIsToldWhoWasLetInAndWhoWasNot() {
        scribe.settle();
        var id = Api.create("Pintu");
        var before = Instant.now();
        knock(id, "a-wrong-key-of-this-test");
        knock(id, TestKey.value());
        assertThat(AuditApi.await("action=events.read&session=" + id, 1)).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", 200).containsEntry("address", "127.0.0.1")
                        .extractingByKey("caller").isNotNull());
        assertThat(AuditApi.await("action=access.refused&from=" + before, 1)).singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", 401).containsEntry("code", "UNAUTHORIZED")
                        .containsEntry("caller", null).containsEntry("sessionId", null));
        Api.delete(id);
    }

    /** Connects to Socket.IO with this key. */
    private static void knock(String session, String key) {
        var path = "/socket.io/?EIO=4&transport=polling&session=" + session;
        var sid = given().get(path).then().statusCode(200).extract().asString().replaceFirst("(?s).*\"sid\":\"([^\"]+)\".*",
                "$1");
        given().contentType("text/plain;charset=UTF-8").body("40{\"token\":\"" + key + "\"}").post(path + "&sid=" + sid).then()
                .statusCode(200);
    }

    @Test
    void whoeverHangsUpBeforeTheAnswerIsWrittenDownToo() throws IOException, InterruptedException {
        var id = UUID.randomUUID();
        try (var socket = new Socket(self.getHost(), self.getPort())) {
            socket.getOutputStream().write(("POST /api/waits-of-tests/" + id + "/begin HTTP/1.1\r\nHost: localhost\r\n"
                    + "X-Api-Key: " + TestKey.value() + "\r\nContent-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(WaitingResource.BEGUN.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> AuditApi.rows("action=waits-of-test.begin").stream()
                    .anyMatch(row -> id.toString().equals(row.get("target")) && row.get("status") == null
                            && "HUNG_UP".equals(row.get("code"))));
        } finally {
            WaitingResource.GO_ON.release();
        }
    }
}
