package dev.pindai.audit;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import jakarta.inject.Inject;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.PageVisitor;
import dev.pindai.testsupport.TestKey;
import dev.pindai.testsupport.TrustedProxy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Whoever is refused leaves a row too: who, what, about which session, from where, and why not. */
@QuarkusTest
@Timeout(240)
class RefusalsTest {

    private static final String PASSPHRASE = "kuda benar baterai staples";

    @TestHTTPResource("/")
    URI base;
    @Inject
    Scribe scribe;
    @ConfigProperty(name = "pindai.limit.requests-per-address")
    int perAddress;
    @ConfigProperty(name = "pindai.limit.requests-per-caller")
    int perCaller;
    @ConfigProperty(name = "pindai.limit.failed-attempts")
    int wrongKeys;

    private final String session = UUID.randomUUID().toString();
    private TrustedProxy proxy;

    @BeforeEach
    void open() throws IOException {
        proxy = TrustedProxy.before(base);
        scribe.settle();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aKeyThatCallsTooOftenIsOneRowAndThenACountWhateverItAsksFor() throws Exception {
        var key = key("read", "control");
        for (int i = 0; i < perCaller; i++) {
            by(key, "203.0.113.181", "/api/sessions");
        }
        var first = untilTooMany(() -> by(key, "203.0.113.181", "/api/sessions/" + session));
        assertThat(row(first)).containsEntry("action", Actions.REFUSED).containsEntry("sessionId", session)
                .containsEntry("address", "203.0.113.181").containsEntry("status", 429)
                .containsEntry("code", "TOO_MANY_REQUESTS").containsEntry("times", 1)
                .containsEntry("caller", Map.of("kind", "KEY", "id", key.getString("id"), "name", "Kasir cepat"));

        HttpResponse<String> last = null;
        for (var word : List.of("satu", "dua", "tiga", "empat", "lima")) {
            last = untilTooMany(() -> proxy.post("/api/" + word, "", "X-Forwarded-For", "203.0.113.181", TestKey.HEADER,
                    key.getString("key")));
        }
        scribe.settle();
        assertThat(row(last)).containsEntry("times", 5).containsEntry("action", Actions.REFUSED)
                .containsEntry("address", "203.0.113.181").containsEntry("sessionId", null);
    }

    @Test
    void aStrangerWhoComesTooOftenIsARow() throws Exception {
        for (int i = 0; i < perAddress; i++) {
            proxy.get("/login", "X-Forwarded-For", "203.0.113.182");
        }
        var refused = untilTooMany(() -> proxy.get("/login", "X-Forwarded-For", "203.0.113.182"));
        assertThat(row(refused)).containsEntry("action", Actions.REFUSED).containsEntry("caller", null)
                .containsEntry("address", "203.0.113.182").containsEntry("status", 429)
                .containsEntry("code", "TOO_MANY_REQUESTS");
    }

    @Test
    void whoeverTriesKeysIsAFewRows() throws Exception {
        var before = Instant.now();
        for (int i = 0; i < wrongKeys; i++) {
            var wrong = proxy.get("/api/sessions", "X-Forwarded-For", "203.0.113.183", TestKey.HEADER, "a-wrong-key-" + i);
            assertThat(wrong.statusCode()).isEqualTo(401);
        }
        var refused = proxy.get("/api/sessions", "X-Forwarded-For", "203.0.113.183", TestKey.HEADER, TestKey.value());
        assertThat(row(refused)).containsEntry("action", Actions.REFUSED).containsEntry("caller", null)
                .containsEntry("address", "203.0.113.183").containsEntry("status", 429).containsEntry("times", 1);
        scribe.settle();
        assertThat(AuditApi.await("action=access.refused&from=" + before, 3)).as("its tries, and the end of them")
                .filteredOn(row -> "203.0.113.183".equals(row.get("address")))
                .extracting(row -> row.get("status") + " x" + row.get("times"))
                .containsExactlyInAnyOrder("401 x1", "401 x" + (wrongKeys - 1), "429 x1");
    }

    @Test
    void aChangeThatComesWithTheCookieAloneIsToldWithItsReason() {
        var key = key("read", "control");
        var visitor = PageVisitor.with(key.getString("key"), base);
        var stop = "/api/sessions/" + session + "/stop";
        assertRefused(visitor.withoutToken().post(stop), "session.stop", 403, "CSRF_TOKEN_MISSING", key);
        assertRefused(visitor.withoutToken().header(PageVisitor.CSRF, "guessed").post(stop), "session.stop", 403,
                "CSRF_TOKEN_WRONG", key);
        assertRefused(given().cookie(PageVisitor.COOKIE, visitor.token()).header(PageVisitor.CSRF, visitor.csrf())
                .header("Sec-Fetch-Site", "cross-site").post(stop), "session.stop", 403, "CROSS_ORIGIN", key);
        var named = given().cookie(PageVisitor.COOKIE, visitor.token()).header("Origin", "https://evil.example").post(stop);
        assertThat(row(named)).as("refused before anybody looks at the cookie").containsEntry("action", Actions.REFUSED)
                .containsEntry("sessionId", session).containsEntry("status", 403).containsEntry("caller", null)
                .containsEntry("address", "127.0.0.1");
        var out = visitor.withoutToken().contentType(ContentType.URLENC).post("/logout");
        assertThat(row(out)).containsEntry("action", "sign-out").containsEntry("code", "CSRF_TOKEN_MISSING")
                .extractingByKey("caller").isNotNull();
    }

    @Test
    void aChangeWithoutAKeyOrWithoutTheRightIsToldWithItsSession() throws Exception {
        var stranger = given().contentType(ContentType.JSON).body("{}").patch("/api/sessions/{id}", session);
        assertThat(row(stranger)).containsEntry("action", Actions.REFUSED).containsEntry("sessionId", session)
                .containsEntry("status", 401).containsEntry("code", "UNAUTHORIZED").containsEntry("caller", null);

        var reader = key("read");
        assertRefused(Keys.with(reader.getString("key")).post("/api/sessions/{id}/stop", session), "session.stop", 403,
                "SCOPE_MISSING", reader);
        var other = Keys.with(reader.getString("key")).delete("/api/keys/{id}", reader.getString("id"));
        assertThat(row(other)).containsEntry("action", "key.delete").containsEntry("status", 403)
                .containsEntry("target", reader.getString("id"));

        var admin = key("admin");
        var made = Keys.with(admin.getString("key"))
                .body(Map.of("name", "x", "tenant", "melati", "scopes", List.of("read"))).post("/api/keys");
        assertThat(row(made)).containsEntry("action", "key.create").containsEntry("code", "TENANT_NOT_YOURS");

        var bound = Keys.create(Map.of("scopes", List.of("control"), "addresses", List.of("10.0.0.0/8")));
        var elsewhere = proxy.post("/api/sessions/" + session + "/stop", "", "X-Forwarded-For", "203.0.113.184",
                TestKey.HEADER, bound.getString("key"));
        assertThat(row(elsewhere)).containsEntry("action", Actions.REFUSED).containsEntry("status", 401)
                .containsEntry("address", "203.0.113.184").containsEntry("sessionId", session).containsEntry("caller", null);
    }

    @Test
    void anArchiveThatWasNotMadeOrNotTakenIsToldWithoutItsPassphrase() {
        var id = Api.create("Toko Melati");
        var ask = Map.of("passphrase", PASSPHRASE);
        var unlinked = call().body(ask).post("/api/sessions/{id}/archive", id);
        assertThat(row(unlinked)).containsEntry("action", "session.archive").containsEntry("sessionId", id)
                .containsEntry("status", 409).containsEntry("code", "SESSION_NOT_LINKED").extractingByKey("caller").isNotNull();
        var damaged = given().header(TestKey.HEADER, TestKey.value()).header("X-Archive-Passphrase", PASSPHRASE)
                .contentType("application/octet-stream").body("no archive".getBytes(StandardCharsets.UTF_8))
                .post("/api/session-imports");
        assertThat(row(damaged)).containsEntry("action", "session-import.create").containsEntry("status", 400)
                .containsEntry("code", "ARCHIVE_DAMAGED").containsEntry("sessionId", null);

        var reader = key("read");
        var saved = Keys.with(reader.getString("key")).body(ask).post("/api/sessions/{id}/archive", id);
        assertThat(row(saved)).containsEntry("action", "session.archive").containsEntry("code", "SCOPE_MISSING")
                .containsEntry("sessionId", id).extractingByKey("caller").isNotNull();
        var taken = given().header(TestKey.HEADER, reader.getString("key")).header("X-Archive-Passphrase", PASSPHRASE)
                .contentType("application/octet-stream").body("no archive".getBytes(StandardCharsets.UTF_8))
                .post("/api/session-imports");
        assertThat(row(taken)).containsEntry("action", "session-import.create").containsEntry("code", "SCOPE_MISSING");
        assertThat(AuditApi.rows("").toString()).doesNotContain(PASSPHRASE);
        Api.delete(id);
    }

    private void assertRefused(Response answer, String action, int status, String code, JsonPath key) {
        assertThat(row(answer)).containsEntry("action", action).containsEntry("status", status).containsEntry("code", code)
                .containsEntry("sessionId", session).containsEntry("address", "127.0.0.1").containsEntry("times", 1)
                .containsEntry("caller", Map.of("kind", "KEY", "id", key.getString("id"), "name", "Kasir cepat"));
    }

    private HttpResponse<String> by(JsonPath key, String address, String path) throws IOException, InterruptedException {
        return proxy.get(path, "X-Forwarded-For", address, TestKey.HEADER, key.getString("key"));
    }

    /** The first answer that is 429: what is used up comes back steadily, so one may pass. */
    private static HttpResponse<String> untilTooMany(Callable<HttpResponse<String>> call) throws Exception {
        for (int i = 0; i < 50; i++) {
            var answer = call.call();
            if (answer.statusCode() == 429) {
                return answer;
            }
        }
        throw new AssertionError("Never too many");
    }

    /** Of the default tenant, whose rows these tests read. */
    private static JsonPath key(String... scopes) {
        return Keys.create(Map.of("name", "Kasir cepat", "scopes", List.of(scopes)));
    }

    private static Map<String, Object> row(Response answer) {
        return AuditApi.ofRequest(answer.header("X-Request-Id"));
    }

    private static Map<String, Object> row(HttpResponse<String> answer) {
        return AuditApi.ofRequest(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
