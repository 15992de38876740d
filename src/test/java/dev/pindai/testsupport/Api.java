package dev.pindai.testsupport;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.lessThan;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;

/** The REST API as the tests call it: with the key, and with names for what they do often. */
public final class Api {

    private Api() {
    }

    public static RequestSpecification call() {
        return given().header(TestKey.HEADER, TestKey.value()).contentType(ContentType.JSON);
    }

    /** A new session's id. */
    public static String create(String name) {
        return call().body(Map.of("name", name)).post("/api/sessions").then().statusCode(201).extract().path("id");
    }

    public static ValidatableResponse post(String id, String action) {
        return call().post("/api/sessions/{id}/" + action, id).then();
    }

    public static JsonPath get(String id) {
        return call().get("/api/sessions/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    public static JsonPath awaitStatus(String id, String status) {
        Awaitility.await("session " + id + " to be " + status).atMost(Duration.ofSeconds(60))
                .until(() -> get(id).getString("status"), status::equals);
        return get(id);
    }

    public static void delete(String id) {
        call().delete("/api/sessions/{id}", id).then().statusCode(204);
    }

    /** Deletes whatever sessions there are. */
    public static void deleteAll() {
        call().get("/api/sessions?limit=200").then().statusCode(200).extract().jsonPath().getList("items.id", String.class)
                .forEach(Api::delete);
    }

    /** Scans a QR with the sandbox phone; the account that is linked now. */
    public static String scan(String qr) {
        return call().body(Map.of("qr", qr)).post("/sandbox/phone/scan").then().statusCode(200).extract().path("wid");
    }

    /**
     * Asks for a fault of the simulated page.
     *
     * @param target which page, or empty for the next one
     * @param delayMs how late or how long, or 0 for the fault's own
     */
    public static void fault(String kind, Map<String, String> target, long delayMs) {
        var fault = new HashMap<String, Object>(
                Map.of("kind", kind, "target", target.isEmpty() ? Map.of("next", true) : target));
        if (delayMs > 0) {
            fault.put("delayMs", delayMs);
        }
        call().body(fault).post("/sandbox/faults").then().statusCode(lessThan(300));
    }

    public static void noFaults() {
        call().delete("/sandbox/faults").then().statusCode(lessThan(300));
    }

    /** Changes the simulated page's timings for pages opened from now on. */
    public static void settings(Map<String, Object> changes) {
        call().body(changes).patch("/sandbox/settings").then().statusCode(200);
    }
}
