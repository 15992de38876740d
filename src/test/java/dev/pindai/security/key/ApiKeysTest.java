package dev.pindai.security.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Streams;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Keys of the API: made, limited, rotated, revoked; and nobody hands out more than they have. */
@QuarkusTest
@Timeout(240)
class ApiKeysTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    EntityManager entities;
    @Inject
    Streams streams;

    private final String tenant = "keys-" + UUID.randomUUID().toString().substring(0, 8);
    private String session;

    @BeforeEach
    void session() {
        session = Keys.with(Keys.of(tenant, "control")).body(Map.of("name", "Toko")).post("/api/sessions").then()
                .statusCode(201).extract().path("id");
    }

    @AfterEach
    void clean() {
        var admin = Keys.of(tenant, "admin");
        Keys.with(admin).get("/api/sessions").jsonPath().getList("items.id", String.class)
                .forEach(id -> Keys.with(admin).delete("/api/sessions/{id}", id));
    }

    @Test
    void itsTextIsShownOnceAndNeverStored() {
        var made = Api.call().body(Map.of("name", "CRM", "scopes", List.of("read", "control"))).post("/api/keys").then()
                .statusCode(201).header("Location", matchesPattern(".*/api/keys/[0-9a-f-]{36}"))
                .body("key", matchesPattern("pindai_[a-z0-9]{8}_[\\w-]{43}")).body("tenant", is("default"))
                .body("scopes", is(List.of("read", "control"))).body("sessions", is(List.of("*")))
                .body("addresses", is(List.of("*"))).extract().jsonPath();
        var text = made.getString("key");
        assertThat(text).startsWith(made.getString("prefix") + "_");
        for (var path : List.of("/api/keys/" + made.getString("id"), "/api/keys")) {
            assertThat(Api.call().get(path).asString()).contains(made.getString("prefix")).doesNotContain(text, "\"key\"");
        }
        // The secret may have a '_' of its own.
        assertThat(rowsAsText()).contains(made.getString("id")).doesNotContain(text, text.substring(text.length() - 43));
    }

    @Test
    void itSaysWhenItWasUsedLast() {
        var made = key(Map.of("scopes", List.of("read")));
        assertThat(made.getString("lastUsedAt")).isNull();
        calls(made).statusCode(200);
        Api.call().get("/api/keys/{id}", made.getString("id")).then().body("lastUsedAt", notNullValue());
    }

    @Test
    void oneThatIsRevokedLetsNobodyInFromThatMomentOn() {
        var made = key(Map.of("scopes", List.of("read", "control")));
        calls(made).statusCode(200);
        var ticket = Keys.with(made.getString("key")).post("/api/ws-tickets").then().statusCode(200).extract()
                .<String> path("ticket");
        try (var live = LiveClient.connectAs(made.getString("key"), base, "session=*")) {
            live.await("status");
            revoke(made);
            calls(made).statusCode(401).body("code", is("UNAUTHORIZED"));
            assertThat(live.awaitClose()).isEqualTo(4401);
        }
        assertRefused(401, "session=*&ticket=" + ticket);
        revoke(made);
        Api.call().get("/api/keys/{id}", made.getString("id")).then().statusCode(200).body("revokedAt", notNullValue());
        rotate(made, Map.of()).statusCode(409).body("code", is("KEY_ENDED"));
    }

    @Test
    void oneThatExpiresOrIsRevokedElsewhereLetsNobodyInAndItsConnectionsEnd() {
        var made = key(Map.of("scopes", List.of("read"), "expiresAt", Instant.now().plusSeconds(20).toString()));
        calls(made).statusCode(200);
        var elsewhere = key(Map.of("scopes", List.of("read")));
        try (var live = LiveClient.connectAs(made.getString("key"), base, "session=*");
                var other = LiveClient.connectAs(elsewhere.getString("key"), base, "session=*")) {
            // By another node: this one is not told.
            QuarkusTransaction.requiringNew().run(() -> ApiKey.update("revokedAt = ?1 where id = ?2", Instant.now(),
                    UUID.fromString(elsewhere.getString("id"))));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> calls(made).statusCode(401));
            assertThat(live.awaitClose()).isEqualTo(4401);
            assertThat(other.awaitClose()).isEqualTo(4401);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> calls(elsewhere).statusCode(401));
        }
    }

    @Test
    void aRotatedOneCountsByBothTextsForAWhile() {
        var made = key(Map.of("scopes", List.of("read")));
        calls(made).statusCode(200);
        var rotated = rotate(made, Map.of("graceSeconds", 20)).statusCode(200).body("prefix", is(made.getString("prefix")))
                .body("previousUntil", notNullValue()).extract().jsonPath();
        assertThat(rotated.getString("key")).isNotEqualTo(made.getString("key"));
        calls(rotated).statusCode(200);
        calls(made).statusCode(200);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> calls(made).statusCode(401));
        calls(rotated).statusCode(200);
    }

    @Test
    void withoutGraceTheOldTextEndsAtOnce() {
        var made = key(Map.of("scopes", List.of("read")));
        try (var live = LiveClient.connectAs(made.getString("key"), base, "session=*")) {
            live.await("status");
            var rotated = rotate(made, Map.of("graceSeconds", 0)).statusCode(200).extract().jsonPath();
            calls(made).statusCode(401);
            calls(rotated).statusCode(200);
            assertThat(live.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void itCountsFromItsAddressesOnly() {
        calls(key(Map.of("scopes", List.of("read"), "addresses", List.of("10.0.0.0/8", "fd00::/8")))).statusCode(401);
        calls(key(Map.of("scopes", List.of("read"), "addresses", List.of("10.0.0.0/8", "127.0.0.0/8")))).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.0.0.0/33", "10.0.0", "example.com", "10.0.0.0/8/8", "fd00::/129", "10.0.0.0/-1", "" })
    void whatIsNoRangeOfAddressesIsTold(String range) {
        post(null, Map.of("scopes", List.of("read"), "addresses", List.of(range))).statusCode(400)
                .body("code", is("INVALID_ADDRESS_RANGE"));
    }

    @Test
    void whatCanNotBeIsTold() {
        post(null, Map.of("scopes", List.of("everything"))).statusCode(400).body("code", is("MALFORMED_BODY"));
        post(null, Map.of("scopes", List.of())).statusCode(400).body("errors.field", is(List.of("scopes")));
        post(null, Map.of("scopes", List.of("read"), "expiresAt", "2020-01-01T00:00:00Z")).statusCode(400)
                .body("detail", containsString("expiresAt"));
        post(null, Map.of("scopes", List.of("read"), "sessions", List.of(UUID.randomUUID().toString()))).statusCode(400)
                .body("code", is("UNKNOWN_SESSION"));
        post(null, Map.of("scopes", List.of("read"), "tenant", "Not A Tenant")).statusCode(400)
                .body("errors.field", is(List.of("tenant")));
    }

    @Test
    void nobodyHandsOutMoreThanTheyHave() {
        var soon = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS).toString();
        var maker = key(Map.of("scopes", List.of("admin"), "sessions", List.of(session), "expiresAt", soon,
                "addresses", List.of("127.0.0.0/8"))).getString("key");
        var own = post(maker, Map.of("scopes", List.of("control"))).statusCode(201).body("tenant", is(tenant))
                .body("sessions", is(List.of(session))).body("addresses", is(List.of("127.0.0.0/8")))
                .extract().jsonPath();
        assertThat(Instant.parse(own.getString("expiresAt"))).isEqualTo(Instant.parse(soon));
        var another = Keys.with(Keys.of(tenant, "control")).body(Map.of("name", "Another")).post("/api/sessions").then()
                .extract().<String> path("id");
        for (var more : List.<Map<String, ?>> of(Map.of("sessions", List.of(another)),
                Map.of("addresses", List.of("0.0.0.0/0")),
                Map.of("addresses", List.of("127.0.0.1", "10.0.0.1")),
                Map.of("expiresAt", Instant.now().plusSeconds(6000).toString()))) {
            var body = new HashMap<String, Object>(Map.of("scopes", List.of("read")));
            body.putAll(more);
            post(maker, body).statusCode(403).body("code", is("KEY_EXCEEDS_YOURS"));
        }
        post(maker, Map.of("scopes", List.of("read"), "addresses", List.of("127.0.0.1"))).statusCode(201);
        post(maker, Map.of("scopes", List.of("read"), "tenant", "another")).statusCode(403)
                .body("code", is("TENANT_NOT_YOURS"));
        Keys.with(maker).get("/api/keys?tenant=another").then().statusCode(403).body("code", is("TENANT_NOT_YOURS"));
        var lasting = key(Map.of("scopes", List.of("read"), "sessions", List.of(session)));
        Keys.with(maker).body(Map.of()).post("/api/keys/{id}/rotate", lasting.getString("id")).then().statusCode(403)
                .body("code", is("KEY_EXCEEDS_YOURS"));
        Keys.with(Keys.of(tenant, "control")).delete("/api/sessions/{id}", another).then().statusCode(204);
    }

    @Test
    void theListIsReadPageByPage() {
        var admin = Keys.of(tenant, "admin");
        var ids = List.of(1, 2, 3).stream().map(i -> key(Map.of("scopes", List.of("read"))).getString("id")).toList();
        var page = Keys.with(admin).get("/api/keys?limit=2").then().statusCode(200).extract().jsonPath();
        assertThat(page.getList("items.id")).isEqualTo(ids.reversed().subList(0, 2));
        var next = Keys.with(admin).get("/api/keys?limit=200&cursor=" + page.getString("nextCursor")).then().extract()
                .jsonPath();
        assertThat(next.getList("items.id")).startsWith(ids.getFirst());
        assertThat(next.getString("nextCursor")).isNull();
        assertThat(Api.call().get("/api/keys?tenant=" + tenant + "&limit=200").jsonPath().getList("items.tenant"))
                .containsOnly(tenant);
    }

    @Test
    void aTicketLetsInOnce() {
        var made = key(Map.of("scopes", List.of("read")));
        var ticket = Keys.with(made.getString("key")).body(Map.of("sessions", List.of(session))).post("/api/ws-tickets").then()
                .statusCode(200).extract().<String> path("ticket");
        Keys.with(Keys.of(tenant, "control")).body(Map.of("name", "Another")).post("/api/sessions").then().statusCode(201);
        given().get("/api/sessions?ticket=" + ticket).then().statusCode(401);
        try (var live = LiveClient.connectAs(null, base, "session=*&ticket=" + ticket)) {
            live.await("status");
            Keys.with(Keys.of(tenant, "control")).body(Map.of("name", "Later")).post("/api/sessions").then().statusCode(201);
            streams.append(new SessionEvent.Authenticated(UUID.fromString(session)));
            live.await("authenticated");
            assertThat(live.frames()).allSatisfy(frame -> assertThat(frame.get("sessionId").asText()).isEqualTo(session));
        }
        assertRefused(401, "session=*&ticket=" + ticket);
        assertRefused(401, "session=*&ticket=invented");
        assertRefused(401, "session=*&ticket=" + made.getString("key"));
        Keys.with(Keys.of(tenant, "control")).post("/api/ws-tickets").then().statusCode(403).body("code", is("SCOPE_MISSING"));
    }

    private void assertRefused(int status, String query) {
        assertThatThrownBy(() -> LiveClient.connectAs(null, base, query)).cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }

    private JsonPath key(Map<String, ?> fields) {
        var body = new HashMap<String, Object>(Map.of("tenant", tenant));
        body.putAll(fields);
        return Keys.create(body);
    }

    /** Asks for a key with another one, or with the admin key. */
    private static ValidatableResponse post(String key, Map<String, ?> fields) {
        var body = new HashMap<String, Object>(Map.of("name", "Asked for"));
        body.putAll(fields);
        return (key == null ? Api.call() : Keys.with(key)).body(body).post("/api/keys").then();
    }

    private static ValidatableResponse calls(JsonPath key) {
        return Keys.with(key.getString("key")).get("/api/sessions").then();
    }

    private static ValidatableResponse rotate(JsonPath key, Map<String, ?> how) {
        return Api.call().body(how).post("/api/keys/{id}/rotate", key.getString("id")).then();
    }

    private static void revoke(JsonPath key) {
        Api.call().delete("/api/keys/{id}", key.getString("id")).then().statusCode(204);
    }

    private String rowsAsText() {
        return QuarkusTransaction.requiringNew().call(() -> (String) entities
                .createNativeQuery("select string_agg(cast(k as text) || encode(k.hash, 'escape'), ' ') from api_key k",
                        String.class)
                .getSingleResult());
    }
}
