package dev.pindai.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;

import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.Keys;

import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.restassured.path.json.JsonPath;

/** One account may be linked by two tenants: neither finds out about the other. In one tenant it is held by one session. */
@QuarkusTest
@Timeout(180)
class TenantAccountsTest {

    private static final String NUMBER = "628129998877";

    @Test
    void anAccountThatAnotherTenantHasLinkedIsNoConflict() {
        var mine = Keys.of("accounts-mine", "admin");
        var theirs = Keys.of("accounts-theirs", "admin");
        var theirSession = create(theirs);
        var first = create(mine);
        var second = create(mine);
        try {
            link(theirs, theirSession);
            await("READY of theirs", theirs, theirSession, "READY");
            link(mine, first);
            var ready = await("READY of mine", mine, first, "READY");
            assertThat(ready.getString("wid")).isEqualTo(NUMBER + "@c.us");
            link(mine, second);
            var failed = await("a conflict", mine, second, "FAILED");
            assertThat(failed.getString("reason")).isEqualTo("CONFLICT");
            assertThat(failed.getString("detail")).contains(first).doesNotContain(theirSession);
            assertThat(get(theirs, theirSession).getString("status")).isEqualTo("READY");
        } finally {
            Keys.with(theirs).delete("/api/sessions/{id}", theirSession);
            Keys.with(mine).delete("/api/sessions/{id}", first);
            Keys.with(mine).delete("/api/sessions/{id}", second);
        }
    }

    private static void link(String key, String id) {
        var qr = Keys.with(key).post("/api/sessions/{id}/start?wait=qr", id).then().statusCode(200).extract()
                .<String> path("qr");
        Api.call().body(Map.of("qr", qr, "phoneNumber", NUMBER)).post("/sandbox/phone/scan").then().statusCode(200);
    }

    private static String create(String key) {
        return Keys.with(key).body(Map.of("name", "Toko")).post("/api/sessions").then().statusCode(201).extract().path("id");
    }

    private static JsonPath await(String what, String key, String id, String status) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(() -> get(key, id).getString("status").equals(status));
        return get(key, id);
    }

    private static JsonPath get(String key, String id) {
        return Keys.with(key).get("/api/sessions/{id}", id).then().statusCode(200).extract().jsonPath();
    }
}
