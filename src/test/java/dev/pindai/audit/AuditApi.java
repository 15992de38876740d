package dev.pindai.audit;

import static dev.pindai.testsupport.Api.call;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.awaitility.Awaitility;

/** The audit as these tests read it. */
final class AuditApi {

    private AuditApi() {
    }

    /** The newest first. */
    static List<Map<String, Object>> rows(String query) {
        return call().get("/api/audit?limit=200&" + query).then().statusCode(200).extract().jsonPath().getList("items");
    }

    /** Once there are so many: they are written a moment after the answer. */
    static List<Map<String, Object>> await(String query, int count) {
        Awaitility.await(count + " rows of " + query).atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50)).until(() -> rows(query).size() >= count);
        return rows(query);
    }

    /** The row of the request with this id. */
    static Map<String, Object> ofRequest(String requestId) {
        return Awaitility.await("request " + requestId).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50))
                .until(() -> rows("").stream().filter(row -> row.get("requestId").equals(requestId)).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
