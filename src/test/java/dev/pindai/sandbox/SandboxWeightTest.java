package dev.pindai.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;

/** What measurements need of the sandbox: pages of a chosen weight, and when each showed its codes. */
@QuarkusTest
@TestProfile(SandboxProfile.class)
class SandboxWeightTest {

    @TestHTTPResource("/")
    URI base;

    @AfterEach
    void light() {
        change(Map.of("heapBytes", 0, "rows", 0, "records", 0)).statusCode(200);
    }

    @Test
    void aPageIsToldItsWeight() {
        assertThat(page()).contains("data-heap=\"0\" data-rows=\"0\" data-records=\"0\"");

        change(Map.of("heapBytes", 83_886_080, "rows", 1500)).statusCode(200).body("heapBytes", equalTo(83_886_080), "rows",
                equalTo(1500), "records", equalTo(0));
        change(Map.of("records", 3000)).statusCode(200).body("rows", equalTo(1500));

        assertThat(page()).contains("data-heap=\"83886080\" data-rows=\"1500\" data-records=\"3000\"");
    }

    @Test
    void aWeightBeyondReasonIsRefused() {
        change(Map.of("heapBytes", 5_000_000_000L)).statusCode(400);
        change(Map.of("rows", -1)).statusCode(400);
    }

    @Test
    void whatAPageShowsIsWrittenDown() throws Exception {
        try (var page = ProtocolPage.open(base); var other = ProtocolPage.open(base)) {
            var ref = page.first("ref").get("ref").asText();
            other.first("ref");
            other.say(shown(ref, 1));
            page.say(shown("2@invented", 2));
            page.say(shown(ref, 1234.25));

            await().atMost(Duration.ofSeconds(60)).until(() -> !shownBy(page).isEmpty());
            assertThat(shownBy(page)).singleElement().satisfies(entry -> {
                assertThat(entry).containsEntry("ref", ref);
                assertThat(((Number) entry.get("changedAt")).doubleValue()).isEqualTo(1234.25);
                assertThat(((Number) entry.get("shownAt")).doubleValue()).isEqualTo(1235.25);
            });
            assertThat(shownBy(other)).as("another page's code is not its own").isEmpty();
        }
    }

    private static String shown(String ref, double changedAt) {
        return "{\"type\":\"shown\",\"ref\":\"%s\",\"changedAt\":%s,\"shownAt\":%s}".formatted(ref, changedAt, changedAt + 1);
    }

    private static List<Map<String, Object>> shownBy(ProtocolPage page) {
        return given().header("X-Api-Key", SandboxProfile.KEY).get("/sandbox/shown?limit=10").then().statusCode(200).extract()
                .jsonPath().getList("items.findAll { it.page == '%s' }".formatted(page.id()));
    }

    private static String page() {
        return given().get("/sandbox/web/").then().statusCode(200).extract().asString();
    }

    private static ValidatableResponse change(Map<String, Object> change) {
        return given().header("X-Api-Key", SandboxProfile.KEY).contentType(ContentType.JSON).body(change)
                .patch("/sandbox/settings").then();
    }
}
