package dev.pindai.audit;

import static dev.pindai.testsupport.Api.call;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.shared.Ids;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the audit: rows that stay as they are, whose they are, how they are found, and when they go. */
@QuarkusTest
@Timeout(240)
class AuditListTest {

    private static final Instant LONG_AGO = Instant.parse("2020-02-01T00:00:00Z");

    @Inject
    EntityManager entities;
    @Inject
    AuditRetention retention;

    @Test
    void aTenantSeesItsOwnRowsOnly() {
        var session = UUID.randomUUID();
        insert("default", session, "session.start", LONG_AGO.plusSeconds(1));
        var foreign = insert("another", session, "session.stop", LONG_AGO.plusSeconds(2));
        assertThat(AuditApi.rows("session=" + session)).extracting(row -> row.get("action")).containsExactly("session.start");
        assertThat(AuditApi.rows("session=" + session + "&cursor=" + foreign)).as("nor by its id").isEmpty();
    }

    @Test
    void soDoesAKeyAndOneForCertainSessionsOnlyTheirs() {
        var tenant = "melati-" + UUID.randomUUID().toString().substring(0, 8);
        var other = "kenanga-" + UUID.randomUUID().toString().substring(0, 8);
        var key = Keys.of(tenant, "admin");
        var one = Keys.with(key).body(Map.of("name", "Satu")).post("/api/sessions").then().statusCode(201).extract()
                .<String> path("id");
        var two = Keys.with(key).body(Map.of("name", "Dua")).post("/api/sessions").then().statusCode(201).extract()
                .<String> path("id");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sessions(key).size() == 2);
        assertThat(sessions(key)).containsExactly(two, one);
        assertThat(sessions(Keys.limited(tenant, List.of(one), "admin"))).containsExactly(one);
        assertThat(sessions(Keys.of(other, "admin"))).isEmpty();
        assertThat(AuditApi.rows("session=" + one)).as("nor does the admin key see another tenant's").isEmpty();
        var reader = Keys.of(tenant, "read", "control", "send", "webhooks");
        Keys.with(reader).get("/api/audit").then().statusCode(403).body("code", is("SCOPE_MISSING"));
        Keys.with(reader).accept("text/html").get("/audit").then().statusCode(403);
        Keys.with(reader).accept("text/html").get("/").then().statusCode(200).body(not(containsString("href=\"/audit\"")));
        Keys.with(key).accept("text/html").get("/audit").then().statusCode(200)
                .body(containsString(one), containsString("href=\"/audit\""));
        List.of(one, two).forEach(id -> Keys.with(key).delete("/api/sessions/{id}", id).then().statusCode(204));
    }

    private static List<String> sessions(String key) {
        return Keys.with(key).get("/api/audit?action=session.create").then().statusCode(200).extract().jsonPath()
                .getList("items.sessionId");
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrDouble() {
        var session = UUID.randomUUID();
        // Some at the same moment: their ids decide.
        var ids = IntStream.range(0, 25).mapToObj(i -> insert("default", session, "session.start",
                LONG_AGO.plusSeconds(i / 4))).map(UUID::toString).toList();
        var seen = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var page = call().get("/api/audit?limit=4&session=" + session + cursor).then().statusCode(200).extract().jsonPath();
            List<String> items = page.getList("items.id");
            assertThat(items).hasSizeBetween(1, 4);
            seen.addAll(items);
            cursor = page.getString("nextCursor") == null ? null : "&cursor=" + page.getString("nextCursor");
        }
        assertThat(seen).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    void rowsAreFoundByCallerActionAndTime() {
        var session = UUID.randomUUID();
        insert("default", session, "session.start", LONG_AGO);
        insert("default", session, "session.stop", LONG_AGO.plusSeconds(60));
        insert("default", session, "webhook.create", LONG_AGO.plusSeconds(120));
        var mine = "session=" + session + "&";
        assertThat(actions(mine + "action=session.stop")).containsExactly("session.stop");
        assertThat(actions(mine + "action=session.*")).containsExactly("session.stop", "session.start");
        assertThat(actions(mine + "caller=Toko Melati")).hasSize(3);
        assertThat(actions(mine + "caller=key-1")).hasSize(3);
        assertThat(actions(mine + "caller=key")).isEmpty();
        assertThat(actions(mine + "from=2020-02-01T00:01:00Z")).containsExactly("webhook.create", "session.stop");
        assertThat(actions(mine + "to=2020-02-01T00:01:00Z")).containsExactly("session.start");
    }

    @ParameterizedTest
    @ValueSource(strings = { "session=x", "action=%25", "action=A", "from=yesterday", "to=2020", "limit=0", "limit=201",
            "limit=x",
            "cursor=x" })
    void aMistakeInTheQueryIsToldToBeOne(String query) {
        call().urlEncodingEnabled(false).get("/api/audit?" + query).then().statusCode(400).body("code",
                is("VALIDATION_FAILED"));
    }

    @Test
    void noRowIsChangedOrRemovedByAccident() {
        var id = insert("default", UUID.randomUUID(), "session.start", LONG_AGO);
        for (var statement : List.of("update audit set caller_name = 'somebody else' where id = '" + id + "'",
                "delete from audit where id = '" + id + "'", "truncate audit",
                "insert into audit select * from audit where id = '" + id + "' on conflict (id) do update set status = 200")) {
            assertThatThrownBy(() -> sql(statement)).as(statement).hasStackTraceContaining("append-only");
        }
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("select set_config('pindai.audit_remove_before', '2019-01-01T00:00:00Z', true)",
                    String.class)
                    .getSingleResult();
            entities.createNativeQuery("delete from audit where id = '" + id + "'").executeUpdate();
        })).as("what is younger stays, even then").hasStackTraceContaining("append-only");
        assertThat(count("id = '" + id + "' and status = 202")).isEqualTo(1);
    }

    @Test
    void whatIsTooOldIsRemovedInBatches() {
        var session = UUID.randomUUID();
        var old = Instant.parse("2001-01-01T00:00:00Z");
        IntStream.range(0, 7).forEach(i -> insert("default", session, "session.start", old.plusSeconds(i)));
        var kept = insert("default", session, "session.stop", old.plus(Duration.ofDays(1)));
        assertThat(retention.removeBefore(old.plus(Duration.ofDays(1)), 3)).isEqualTo(7);
        var later = insert("default", session, "session.start", old);
        assertThatThrownBy(() -> sql("delete from audit where id = '" + later + "'"))
                .as("it left no door open").hasStackTraceContaining("append-only");
        assertThat(AuditApi.rows("session=" + session)).extracting(row -> row.get("id")).containsExactly(kept.toString(),
                later.toString());
    }

    @Test
    void noRowHoldsASecret() {
        var created = call().body(Map.of("name", "Rahasia", "proxy", Map.of("server", "http://127.0.0.1:9", "username", "toko",
                "password", "pr0xy-s3cret-of-tests"))).post("/api/sessions").then().statusCode(201).extract().jsonPath();
        var id = created.getString("id");
        call().delete("/api/sessions/{id}/proxy", id).then().statusCode(204);
        var secret = call().body(Map.of("url", "http://127.0.0.1:9/h", "headers", Map.of("Authorization", "h00k-s3cret"),
                "enabled", false)).post("/api/webhooks").then().statusCode(201).extract().jsonPath();
        call().delete("/api/webhooks/{id}", secret.getString("id")).then().statusCode(204);
        var link = call().body(Map.of()).post("/api/sessions/{id}/scan-links", id).then().statusCode(201).extract()
                .<String> path("url");
        given().accept("text/html").get(link).then().statusCode(200);
        given().header("X-Scan-Link", link.replaceFirst(".*/scan/", "")).post("/api/scan/start").then().statusCode(202);
        given().post(link).then().statusCode(405);
        var qr = call().post("/api/sessions/{id}/start?wait=qr", id).then().statusCode(200).extract().<String> path("qr");
        call().get("/api/sessions/{id}/qr", id).then().statusCode(200);
        var code = call().body(Map.of("phoneNumber", "+628123456789")).post("/api/sessions/{id}/pairing-code", id).then()
                .statusCode(200).extract().<String> path("code");
        Api.scan(call().get("/api/sessions/{id}/qr", id).then().extract().path("qr"));
        Api.awaitStatus(id, "READY");
        var key = Keys.create(Map.of("scopes", List.of("read"))).getString("key");
        var ticket = Keys.with(key).post("/api/ws-tickets").then().extract().<String> path("ticket");
        var cookie = given().redirects().follow(false).formParam("key", TestKey.value())
                .post("/login").cookie("pindai_session");
        given().header(TestKey.HEADER, "wr0ng-key-of-this-test").get("/api/sessions/" + id);
        Api.delete(id);

        AuditApi.await("session=" + id + "&action=session.delete", 1);
        var all = QuarkusTransaction.requiringNew().call(() -> (String) entities
                .createNativeQuery("select string_agg(cast(a as text), ' ') from audit a", String.class).getSingleResult());
        assertThat(all).contains(id, "session.qr.read", "session.pairing-code", "sandbox.phone.scan", "sign-in")
                .doesNotContain(link.replaceFirst(".*/scan/", ""), TestKey.value(), "wr0ng-key-of-this-test", qr,
                        qr.substring(2, 30), code,
                        key, ticket, secret.getString("secret"), "h00k-s3cret", "pr0xy-s3cret-of-tests", cookie, "628123456789",
                        "Rahasia");
    }

    @Test
    void theAddressIsLockedAndSaysWhatItIs() {
        given().get("/api/audit").then().statusCode(401);
        call().get("/q/openapi").then().body(containsString("listAudit"));
    }

    private static List<Object> actions(String query) {
        return AuditApi.rows(query).stream().map(row -> row.get("action")).toList();
    }

    private UUID insert(String tenant, UUID session, String action, Instant at) {
        var id = Ids.next();
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(
                        """
                                insert into audit (id, at, tenant, caller_kind, caller_id, caller_name, action, session_id, status, times, request_id)
                                values (:id, :at, :tenant, 'KEY', 'key-1', 'Toko Melati', :action, :session, 202, 1, 'none')""")
                        .setParameter("id", id).setParameter("at", at).setParameter("tenant", tenant)
                        .setParameter("action", action)
                        .setParameter("session", session).executeUpdate());
        return id;
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery(statement).executeUpdate());
    }

    private long count(String where) {
        return QuarkusTransaction.requiringNew().call(() -> (Long) entities
                .createNativeQuery("select count(*) from audit where " + where, Long.class).getSingleResult());
    }
}
