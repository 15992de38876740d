package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import dev.pindai.testsupport.DurableDatabase;
import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.Processes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Whatever is killed, the browser, the database or everything at once: the link comes back by itself, and nothing is lost. */
@Timeout(240)
class RecoveryIT {

    @TempDir
    Path home;

    private DurableDatabase database;
    private PindaiProcess pindai;

    @BeforeEach
    void start() throws Exception {
        database = new DurableDatabase(home.resolve("database"));
        database.start();
        pindai = new PindaiProcess(home, database.url(), "pindai.sandbox.enabled=true", "pindai.heal.backoff=500ms");
        pindai.start();
    }

    @AfterEach
    void stop() {
        pindai.close();
        database.close();
    }

    @Test
    void killedBrowserAndKilledDatabaseCostNoScanAndNoEvent() throws Exception {
        assertThat(database.ask("show fsync")).isEqualTo("on");
        var id = call().body(Map.of("name", "Tahan banting")).post("/api/sessions").then().statusCode(201).extract()
                .<String> path("id");
        var qr = call().post("/api/sessions/{id}/start?wait=qr", id).then().statusCode(200).extract().<String> path("qr");
        var wid = call().body(Map.of("qr", qr)).post("/sandbox/phone/scan").then().statusCode(200).extract()
                .<String> path("wid");
        awaitReady(id, 1);

        var browser = Processes.awaitBrowsersOf(id, 1).getFirst();
        ProcessHandle.of(browser).orElseThrow().destroyForcibly();
        awaitReady(id, 2);
        assertThat(Processes.awaitBrowsersOf(id, 1)).doesNotContain(browser);
        assertThat(events(id)).contains("healing");

        database.kill();
        // What the page says now finds no database; the zip is made of what can be had.
        call().body(Map.of("kind", "DISCONNECT", "target", Map.of("wid", wid), "delayMs", 2000)).post("/sandbox/faults").then()
                .statusCode(200);
        assertThat(call().get("/api/sessions/{id}/diagnostics", id).then().statusCode(200).extract().asByteArray())
                .startsWith('P', 'K');
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(id).size() == 1);
        database.start();
        awaitReady(id, 3);
        assertThat(statuses(id)).endsWith("READY", "DISCONNECTED", "READY");
        assertConsistent(id);

        database.kill();
        pindai.kill();
        database.start();
        // It died while it mended the session; the next step is long due.
        database.ask("update session set status = 'DISCONNECTED', reason = 'BROWSER_CRASHED', heal_rung = 'RESTART',"
                + " heal_restarts = 1, deadline_kind = 'HEAL', deadline_at = now() - interval '1 minute' where id = '" + id
                + "' returning status");
        pindai.start();
        awaitReady(id, 4);
        assertThat(statuses(id)).as("taken to what is true once").endsWith("READY", "STARTING", "READY");
        assertConsistent(id);
        assertThat(events(id)).doesNotContain("auth_failure").filteredOn("qr"::equals).hasSize(1);
        assertThat(pindai.stop()).isZero();
        assertConsistent(id);
    }

    private void assertConsistent(String id) throws SQLException {
        var last = Long.parseLong(database.ask("select last_seq from event_stream where session_id = '" + id + "'"));
        assertThat(database.ask("select string_agg(seq::text, ',' order by seq) from event where session_id = '" + id + "'"))
                .isEqualTo(String.join(",", LongStream.rangeClosed(1, last).mapToObj(String::valueOf).toList()));
        assertThat(database.ask("select data->>'status' from event where session_id = '" + id
                + "' and type = 'status' order by seq desc limit 1"))
                .isEqualTo(database.ask("select status from session where id = '" + id + "'"));
        assertThat(database.ask("select desired from session where id = '" + id + "'")).isEqualTo("RUNNING");
    }

    private void awaitReady(String id, int times) {
        // While the database is away there is no answer, or a 500.
        await("ready for the " + times + ". time").atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            assertThat(events(id)).filteredOn("ready"::equals).hasSize(times);
            assertThat(call().get("/api/sessions/{id}", id).then().extract().<String> path("status")).isEqualTo("READY");
        });
    }

    private List<String> events(String id) {
        return history(id, "items.event");
    }

    private List<String> statuses(String id) {
        return history(id, "items.findAll { it.event == 'status' }.data.status");
    }

    private List<String> history(String id, String path) {
        return call().get("/api/sessions/{id}/events?limit=1000", id).then().statusCode(200).extract().jsonPath().getList(path,
                String.class);
    }

    private RequestSpecification call() {
        return given().baseUri(pindai.address().toString()).header("X-Api-Key", PindaiProcess.KEY)
                .contentType(ContentType.JSON);
    }
}
