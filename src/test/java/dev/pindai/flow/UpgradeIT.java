package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.TestDatabase;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/**
 * The packaged application takes over a database from before there were tenants, encryption and audit: what was in it is still
 * there, still means the same, and goes on.
 */
@Timeout(180)
class UpgradeIT {

    private static final String BEFORE = "4";
    private static final String SESSION = UUID.randomUUID().toString();
    private static final String WEBHOOK = UUID.randomUUID().toString();
    private static final String SECRET = "rahasia-of-the-receiver";
    /** Rows as that version wrote them. */
    private static final List<String> ROWS = List.of("""
            insert into session (id, name, metadata, status, desired, epoch, linked, wid, push_name, proxy, created_at,
              status_since)
            values ('[session]', 'Toko Melati', '{"cabang": "Bandung"}', 'STOPPED', 'STOPPED', 3, true, '6281234567890@c.us',
              'Sari', '{"scheme": "HTTP", "host": "127.0.0.1", "port": 9, "username": "budi", "password": "rahasia"}',
              now() - interval '2 days', now() - interval '1 hour')""", """
            insert into event_stream (session_id, last_seq, status_seq) values ('[session]', 3, 3)""", """
            insert into event (session_id, seq, type, at, data, tx)
            select '[session]', row.seq, row.type, now() - row.ago, row.data || '{"sessionId": "[session]"}',
              cast(cast(pg_current_xact_id() as text) as bigint) + shift
            from event_log, (values
              (1, 'status', interval '2 days', jsonb '{"status": "STOPPED", "previous": null, "reason": null}'),
              (2, 'ready', interval '2 hours', jsonb '{"wid": "6281234567890@c.us", "phoneNumber": "+6281234567890",
                "pushName": "Sari"}'),
              (3, 'status', interval '1 hour', jsonb '{"status": "STOPPED", "previous": "READY", "reason": null}'))
              as row(seq, type, ago, data)""", """
            insert into webhook (id, url, host, sessions, events, secret, headers, retries, enabled, created_at)
            values ('[webhook]', '[url]', '[host]', '{}', '{}', '[secret]', '{"Authorization": "Bearer rahasia"}',
              '{"policy": "exponential", "attempts": 100, "delaySeconds": 2, "maxDelaySeconds": 900, "totalSeconds": 86400}',
              true, now() - interval '3 days')""", """
            insert into webhook_position (session_id, seq) values ('[session]', 3)""", """
            insert into webhook_delivery (id, webhook_id, session_id, seq, event, event_at, status, queued_at, tries, tried_at,
              response_status, latency_ms)
            values (gen_random_uuid(), '[webhook]', '[session]', 2, 'ready', now() - interval '2 hours', 'DELIVERED',
              now() - interval '2 hours', 1, now() - interval '2 hours', 204, 5)""", """
            insert into webhook_delivery (id, webhook_id, session_id, seq, event, event_at, status, queued_at)
            values (gen_random_uuid(), '[webhook]', '[session]', 3, 'status', now() - interval '1 hour', 'PENDING',
              now() - interval '1 hour')""", """
            insert into webhook_queue (webhook_id, session_id, next_at) values ('[webhook]', '[session]', now())""");

    @TempDir
    Path home;

    private final HookReceiver receiver = new HookReceiver();
    private String database;
    private PindaiProcess pindai;

    @BeforeEach
    void anEarlierVersion() throws Exception {
        database = TestDatabase.freshDatabase();
        Flyway.configure().dataSource(database, "postgres", "postgres")
                .locations("filesystem:" + Path.of("src", "main", "resources", "db", "migration").toAbsolutePath())
                .target(BEFORE).load().migrate();
        try (var connection = DriverManager.getConnection(database); var statement = connection.createStatement()) {
            for (var row : ROWS) {
                statement.execute(row.replace("[session]", SESSION).replace("[webhook]", WEBHOOK)
                        .replace("[url]", receiver.url("/hook")).replace("[host]", "127.0.0.1:" + receiver.port())
                        .replace("[secret]", SECRET));
            }
        }
        pindai = new PindaiProcess(home, database, "pindai.webhook.allowed-networks=127.0.0.1",
                "pindai.browser.keep-ready=false");
        pindai.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        // In good order, so that nobody writes to its directory, which is removed next.
        pindai.stop();
        pindai.close();
        receiver.close();
    }

    @Test
    void whatWasThereIsThereAndGoesOn() throws Exception {
        var session = call().get("/api/sessions/{id}", SESSION).then().statusCode(200).extract().jsonPath();
        assertThat(session.getString("name")).isEqualTo("Toko Melati");
        assertThat(session.getString("status")).isEqualTo("STOPPED");
        assertThat(session.getString("metadata.cabang")).isEqualTo("Bandung");
        assertThat(session.getString("wid")).isEqualTo("6281234567890@c.us");
        assertThat(session.getString("proxy.username")).as("a login that was in plain").isEqualTo("budi");
        var events = call().get("/api/sessions/{id}/events", SESSION).then().statusCode(200).extract().jsonPath();
        assertThat(events.getList("items.seq")).isEqualTo(List.of(1, 2, 3));
        assertThat(events.getString("items[1].data.phoneNumber")).isEqualTo("+6281234567890");
        assertThat(call().get("/api/webhooks/{id}", WEBHOOK).then().statusCode(200).extract().<Boolean> path("codes"))
                .as("is sent codes, as before").isTrue();

        var waited = receiver.await(1).getFirst();
        assertThat(waited.seq()).as("what waited to be sent").isEqualTo(3);
        assertThat(waited.headers()).containsEntry("authorization", "Bearer rahasia")
                .containsEntry("x-webhook-hmac", hmac(waited.body()));
        assertThat(call().get("/api/webhooks/{id}/deliveries", WEBHOOK).then().statusCode(200).extract().jsonPath()
                .getList("items.seq")).isEqualTo(List.of(3, 2));
        assertThat(
                column("select secret || cast(headers as text) from webhook union all select cast(proxy as text) from session"))
                .as("encrypted at the start").hasSize(2).allMatch(text -> text.contains("sealed:"))
                .noneMatch(text -> text.contains("rahasia"));

        call().delete("/api/sessions/{id}", SESSION).then().statusCode(204);
        var last = receiver.await(2).getLast();
        assertThat(last.event()).isEqualTo("deleted");
        assertThat(last.seq()).as("the numbers go on").isEqualTo(4);
        assertThat(last.headers()).containsEntry("x-webhook-hmac", hmac(last.body()));
    }

    @Test
    void allOfItBelongsToTheTenantOfTheAdminKeyAndToNobodyElse() throws Exception {
        assertThat(column("select tenant from session union all select tenant from event_stream union all "
                + "select tenant from webhook")).containsExactly("default", "default", "default");
        var other = call().body(Map.of("name", "Melati", "tenant", "melati", "scopes", List.of("admin"))).post("/api/keys")
                .then().statusCode(201).extract().<String> path("key");
        as(other).get("/api/sessions/{id}", SESSION).then().statusCode(404);
        as(other).get("/api/sessions/{id}/events", SESSION).then().statusCode(404);
        as(other).get("/api/webhooks/{id}", WEBHOOK).then().statusCode(404);
        assertThat(as(other).get("/api/sessions").jsonPath().getList("items")).isEmpty();
        assertThat(call().get("/api/sessions").jsonPath().getList("items.id")).isEqualTo(List.of(SESSION));
    }

    private List<String> column(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    private static String hmac(String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA512"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private RequestSpecification call() {
        return as(PindaiProcess.KEY);
    }

    private RequestSpecification as(String key) {
        return given().baseUri(pindai.address().toString()).header("X-Api-Key", key).contentType(ContentType.JSON);
    }
}
