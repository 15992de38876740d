package dev.pindai.ops;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URI;
import java.time.Duration;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

/** Orchestrators get their probes and metrics on the management port, without a key, and nothing of it on the main one. */
@QuarkusTest
class HealthTest {

    @TestHTTPResource(management = true)
    URI management;

    @Test
    void isAlive() {
        given().get(management.resolve("/q/health/live")).then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void isReadyWhenDatabaseAndBrowserAre() {
        given().get(management.resolve("/q/health/ready")).then().statusCode(200).body("status", is("UP"))
                .body("checks.name", hasItems("browser", "Database connections health check"));
    }

    @Test
    void tellsCapacityAndSessionsApartFromReadiness() {
        // Pages of earlier tests may still be closing.
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(management.resolve("/q/health/group/wellness"))
                .then().statusCode(200).body("status", is("UP")).body("checks.name", hasItems("capacity", "sessions"))
                .body("checks.find { it.name == 'capacity' }.data.openPages", is(0)));
        given().get(management.resolve("/q/health/ready")).then()
                .body("checks.name", not(hasItems("capacity"))).body("checks.name", not(hasItems("sessions")));
    }

    @Test
    void countsWhatDashboardsAskFor() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(management.resolve("/q/metrics")).then()
                .statusCode(200).body(containsString("pindai_browser_usable 1.0"))
                .body(containsString("pindai_browser_pages 0.0"))
                .body(containsString("pindai_build_info{"))
                .body(containsString("pindai_sessions{status=\"READY\"}"))
                .body(containsString("pindai_live_clients")));
    }

    @Test
    void countsScanLinksWithoutTheirTokens() {
        // Refused before anything is looked for, so that there is no route to name it by.
        given().header("Origin", "https://evil.example").get("/scan/a-token-that-counts").then().statusCode(403);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(management.resolve("/q/metrics")).then()
                .body(containsString("uri=\"/scan/{token}\""), not(containsString("a-token-that-counts"))));
    }

    @Test
    void hasNoProbesOnTheMainPort() {
        given().header(TestKey.HEADER, TestKey.value()).get("/q/health").then().statusCode(404);
        given().header(TestKey.HEADER, TestKey.value()).get("/q/metrics").then().statusCode(404);
    }
}
