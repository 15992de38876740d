package dev.pindai.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.pindai.session.capacity.Admission;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Processes;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service takes on no more than it can hold, says what a session costs, and lets none grow without end. */
@QuarkusTest
@TestProfile(CapacityTest.LittleRoom.class)
@Timeout(240)
class CapacityTest {

    private static final int ROOM = 3;
    /** An empty simulated page takes well below 400 MB. */
    private static final long CEILING = 700L * 1024 * 1024;
    private static final int GROWTH_MEGABYTES = 700;

    public static class LittleRoom implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.capacity.max-running-sessions", String.valueOf(ROOM),
                    "pindai.capacity.session-memory-ceiling", String.valueOf(CEILING),
                    "pindai.capacity.min-free-memory", "1M", "pindai.capacity.session-memory", "1M",
                    "pindai.browser.usage-interval", "1s", "pindai.heal.backoff", "0.2s",
                    "pindai.heal.max-backoff", "10s");
        }
    }

    @Inject
    Admission admission;

    @TestHTTPResource("/")
    URI base;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @AfterEach
    void clean() {
        Api.noFaults();
        Api.deleteAll();
    }

    @Test
    void ofTenStartsAtOnceExactlyThoseRunThatFitAndTheOthersAreUnchanged() throws Exception {
        var sessions = IntStream.range(0, 10).mapToObj(i -> Api.create("Ramai " + i)).toList();

        var answers = atOnce(sessions.stream().<Callable<Integer>> map(id -> () -> Api.post(id, "start").extract().statusCode())
                .toList());

        assertThat(answers).containsOnly(202, 503);
        assertThat(answers.stream().filter(status -> status == 202)).hasSize(ROOM);
        for (int i = 0; i < sessions.size(); i++) {
            var session = Api.get(sessions.get(i));
            if (answers.get(i) == 503) {
                assertThat(session.getString("status")).isEqualTo("STOPPED");
                assertThat(session.getString("desired")).isEqualTo("STOPPED");
                assertThat(session.getInt("lastSeq")).as("no event").isEqualTo(1);
                assertThat(session.getString("usage")).isNull();
            }
        }
        assertRefusals(sessions, answers);
    }

    /** What else is refused while it is full, what is not, and that a place that is given back can be had. */
    private void assertRefusals(List<String> sessions, List<Integer> answers) {
        var running = sessions.get(answers.indexOf(202));
        var refused = sessions.get(answers.indexOf(503));
        Api.post(refused, "start?wait=qr").statusCode(503).body("code", equalTo("CAPACITY"))
                .body("detail", containsString("3 of 3 sessions are running")).header("Retry-After", equalTo("30"));
        Api.post(refused, "restart").statusCode(503).body("code", equalTo("CAPACITY"));
        Api.post(refused, "logout").statusCode(202);
        assertThat(Api.get(refused).getInt("lastSeq")).isEqualTo(1);
        given().get(management.resolve("/q/health/group/wellness")).then()
                .body("checks.find { it.name == 'capacity' }.data.running", is(ROOM))
                .body("checks.find { it.name == 'capacity' }.data.maxRunning", is(ROOM));

        Api.post(running, "start").statusCode(202);
        Api.post(running, "restart").statusCode(202);
        Api.post(running, "stop").statusCode(202);
        Api.post(refused, "start?wait=qr").statusCode(200);
        Api.post(running, "start").statusCode(503);
    }

    @Test
    void aSessionThatMendsItselfWaitsUntilThereIsRoom() {
        var id = Api.create("Sabar");
        var others = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        try (var live = LiveClient.connect(base, "session=" + id)) {
            var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
            live.await("ready");
            // As after a restart of the service with less room than before.
            admission.release(UUID.fromString(id));
            others.forEach(admission::admit);

            Api.fault("CRASH", Map.of("wid", wid), 0);

            await().atMost(Duration.ofSeconds(60)).until(() -> "CAPACITY".equals(Api.get(id).getString("reason")));
            assertThat(Api.get(id).getString("status")).isEqualTo("DISCONNECTED");
            assertThat(Api.get(id).getString("detail")).contains("3 of 3 sessions are running");
            others.forEach(admission::release);
            live.await("ready", 2);
            assertThat(Api.get(id).getString("status")).isEqualTo("READY");
        } finally {
            others.forEach(admission::release);
        }
    }

    @Test
    void aPageThatGrowsGetsANewBrowserWithoutAScan() {
        var id = Api.create("Boros");
        try (var live = LiveClient.connect(base, "session=" + id)) {
            var wid = Api.scan(Api.post(id, "start?wait=qr").statusCode(200).extract().path("qr"));
            live.await("ready");
            assertUsageIsTold(id);

            Api.call().body(Map.of("kind", "MEMORY", "target", Map.of("wid", wid), "megabytes", GROWTH_MEGABYTES))
                    .post("/sandbox/faults").then().statusCode(200);

            var lost = live.await("disconnected").get("data");
            assertThat(lost.get("reason").asText()).isEqualTo("OUT_OF_MEMORY");
            assertThat(lost.get("willRetry").asBoolean()).isTrue();
            live.await("ready", 2);
            assertThat(live.frames("status").stream().map(frame -> frame.at("/data/status").asText()))
                    .containsSubsequence("READY", "DISCONNECTED", "STARTING", "READY");
            assertThat(live.frames("healing").getFirst().at("/data/rung").asText()).isEqualTo("RESTART");
            assertThat(live.frames("qr")).as("no second scan").hasSize(1);
            assertThat(Api.get(id).getString("wid")).isEqualTo(wid);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(
                    () -> assertThat(Api.get(id).getLong("usage.memoryBytes")).isLessThan(CEILING));
        }
        Api.post(id, "stop").statusCode(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> Processes.browsersOf(id).isEmpty());
        assertThat(Api.get(id).getString("usage")).isNull();
        await().atMost(Duration.ofSeconds(60)).until(() -> !metrics().contains("session=\"" + id));
    }

    private void assertUsageIsTold(String id) {
        var before = Instant.now();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var at = Api.get(id).getString("usage.measuredAt");
            return at != null && Instant.parse(at).isAfter(before);
        });
        var usage = Api.get(id);
        assertThat(usage.getLong("usage.memoryBytes")).isBetween(50_000_000L, CEILING);
        assertThat(usage.getDouble("usage.cpuSeconds")).isPositive();
        assertThat(usage.getDouble("usage.cpuPercent")).isNotNegative();
        assertThat(usage.getInt("usage.processes")).isGreaterThan(3);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(metrics())
                .containsPattern("pindai_session_memory_bytes\\{session=\"" + id + "\"} [1-9]")
                .containsPattern("pindai_session_cpu_seconds_total\\{session=\"" + id + "\"} [0-9]")
                .containsPattern("pindai_browser_memory_bytes [1-9]")
                .contains("pindai_capacity_running 1.0").contains("pindai_capacity_max_running 3.0")
                .containsPattern("pindai_capacity_free_bytes [1-9]"));
    }

    private String metrics() {
        return given().get(management.resolve("/q/metrics")).then().statusCode(200).extract().asString();
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(calls);
            for (Future<T> answer : answers) {
                answer.get();
            }
            return answers.stream().map(Future::resultNow).toList();
        }
    }
}
