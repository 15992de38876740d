package dev.pindai.event.webhook;

import static dev.pindai.testsupport.Api.call;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.pindai.testsupport.Api;

import org.awaitility.Awaitility;

import io.restassured.path.json.JsonPath;

/** The REST calls about webhooks as the tests make them. */
public final class HookApi {

    /** Two tries, a second apart. */
    public static final Map<String, Object> TWICE = Map.of("policy", "constant", "attempts", 2, "delaySeconds", 1);

    private HookApi() {
    }

    /** A new webhook's id; the fields come besides the url. */
    public static String create(String url, Map<String, ?> fields) {
        var body = new HashMap<String, Object>(fields);
        body.put("url", url);
        return call().body(body).post("/api/webhooks").then().statusCode(201).extract().path("id");
    }

    public static JsonPath get(String id) {
        return call().get("/api/webhooks/{id}", id).then().statusCode(200).extract().jsonPath();
    }

    public static void change(String id, Map<String, ?> fields) {
        call().body(fields).patch("/api/webhooks/{id}", id).then().statusCode(200);
    }

    /** Its deliveries, the oldest first. */
    public static List<Map<String, Object>> deliveries(String id) {
        List<Map<String, Object>> items = call().get("/api/webhooks/{id}/deliveries?limit=200", id).then().statusCode(200)
                .extract().jsonPath().getList("items");
        return items.reversed();
    }

    /** Once there are so many in this status. */
    public static List<Map<String, Object>> await(String id, String status, int count) {
        Awaitility.await(count + " " + status).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> deliveries(id).stream().filter(one -> one.get("status").equals(status)).count() == count);
        return deliveries(id).stream().filter(one -> one.get("status").equals(status)).toList();
    }

    public static JsonPath delivery(String id, Object delivery) {
        return call().get("/api/webhooks/{id}/deliveries/{delivery}", id, delivery).then().statusCode(200).extract().jsonPath();
    }

    /** Removes whatever webhooks and sessions there are. */
    public static void deleteAll() {
        List<String> ids = call().get("/api/webhooks?limit=200").then().statusCode(200).extract().jsonPath()
                .getList("items.id");
        // A session's own may leave by themselves meanwhile.
        ids.forEach(id -> call().delete("/api/webhooks/{id}", id));
        Api.deleteAll();
    }
}
