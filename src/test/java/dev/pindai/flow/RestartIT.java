package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.PindaiProcess;
import dev.pindai.testsupport.Processes;
import dev.pindai.testsupport.TestDatabase;

import org.apache.http.NoHttpResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** The packaged application, started from a directory of its own: it links, and what it linked outlives it. */
@Timeout(300)
class RestartIT {

    @TempDir
    Path home;

    private PindaiProcess pindai;

    @BeforeEach
    void start() throws Exception {
        pindai = new PindaiProcess(home, TestDatabase.freshDatabase(), "pindai.sandbox.enabled=true");
        pindai.start();
    }

    @AfterEach
    void stop() {
        pindai.close();
    }

    @Test
    void aLinkOutlivesRestartAndKillWithoutAScan() throws Exception {
        var id = call().body(Map.of("name", "Tahan lama")).post("/api/sessions").then().statusCode(201).extract()
                .<String> path("id");
        var qr = call().post("/api/sessions/{id}/start?wait=qr", id).then().statusCode(200).extract().<String> path("qr");
        call().body(Map.of("qr", qr)).post("/sandbox/phone/scan").then().statusCode(200);
        awaitReady(id, 1);

        var family = pindai.family();
        assertThat(family).as("the service, a driver, a browser's processes").hasSizeGreaterThan(3);
        var idle = call().post("/api/sessions/{id}/start?wait=qr", call().body(Map.of("name", "Belum")).post("/api/sessions")
                .then().statusCode(201).extract().<String> path("id")).then().statusCode(200).extract()
                .<String> path("sessionId");
        var last = call().body(Map.of("name", "Terakhir")).patch("/api/sessions/{id}", idle).header("X-Request-Id");
        var browsers = Processes.awaitBrowsersOf(id, 1);
        // A page whose browser stands still is not closed before we have looked.
        Processes.signal("STOP", browsers);
        try {
            pindai.terminate();
            await("no new calls are taken while pages close").atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20)).until(this::refuses);
            assertThat(Processes.browsersOf(id)).as("no call comes in between").isNotEmpty();
        } finally {
            Processes.signal("CONT", browsers);
        }
        assertThat(pindai.awaitEnd()).isZero();
        assertThat(family).noneMatch(Processes::runs);
        assertThat(Processes.browsersOf(id)).isEmpty();
        assertThat(Processes.browsersOf(idle)).isEmpty();
        assertThat(profile(id, "SingletonLock")).as("closed in good order").doesNotExist();

        // As after a move to another container, whose volume keeps a dead browser's lock.
        Files.createSymbolicLink(profile(id, "SingletonLock"), Path.of("another-host-1"));
        pindai.start();
        awaitReady(id, 2);
        assertThat(call().get("/api/audit?session={id}", idle).then().statusCode(200).extract().jsonPath()
                .getList("items.requestId")).as("the audit has what was done last before the end").contains(last);

        var written = audit();
        pindai.kill();
        pindai.start();
        awaitReady(id, 3);
        assertThat(audit()).as("rows that somebody has read outlive a kill").containsAll(written);
        // The killed service's browser is gone.
        Processes.awaitBrowsersOf(id, 1);
        assertThat(events(id)).doesNotContain("auth_failure", "disconnected").filteredOn("qr"::equals).hasSize(1);

        assertThat(pindai.stop()).isZero();
        assertThat(Processes.browsersOf(id)).isEmpty();
        assertThat(Files.readString(home.resolve("pindai.log"))).as("no secret in the log")
                .doesNotContain(qr, PindaiProcess.KEY)
                .as("no failure in our own code").doesNotContainPattern("\\tat \\S*dev\\.pindai");
    }

    private List<Map<String, Object>> audit() {
        List<Map<String, Object>> rows = call().get("/api/audit?limit=200").then().statusCode(200).extract().jsonPath()
                .getList("items");
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private boolean refuses() {
        try {
            return call().get("/api/sessions").statusCode() == 503;
        } catch (Exception e) {
            return e instanceof ConnectException || e instanceof SocketException || e instanceof NoHttpResponseException;
        }
    }

    private Path profile(String id, String file) {
        return home.resolve("data").resolve("profiles").resolve(id).resolve(file);
    }

    private void awaitReady(String id, int times) {
        await("ready for the " + times + ". time").atMost(Duration.ofSeconds(60))
                .until(() -> events(id).stream().filter("ready"::equals).count() == times);
        assertThat(call().get("/api/sessions/{id}", id).then().extract().<String> path("status")).isEqualTo("READY");
    }

    private List<String> events(String id) {
        return call().get("/api/sessions/{id}/events?limit=1000", id).then().statusCode(200).extract().jsonPath()
                .getList("items.event", String.class);
    }

    private RequestSpecification call() {
        return given().baseUri(pindai.address().toString()).header("X-Api-Key", PindaiProcess.KEY)
                .contentType(ContentType.JSON);
    }
}
