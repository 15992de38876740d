package dev.pindai.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.restassured.response.Response;

/** The calls of the API description, for tests that try each of them. */
public final class Operations {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String IMPORTS = "/api/session-imports";
    private static final String NOBODY = "0199aaaa-0000-7000-8000-000000000000";
    /** What a call has to be sent to be understood; nothing, or an empty object, for the others. */
    private static final Map<String, Map<String, ?>> BODIES = Map.of(
            "PATCH /api/sessions/{id}", Map.of("name", "Renamed by the tests"),
            "PUT /api/sessions/{id}/proxy", Map.of("server", "http://127.0.0.1:9"),
            "POST /api/sessions/{id}/archive", Map.of("passphrase", "correct horse battery staple"),
            "POST /api/sessions/{id}/pairing-code", Map.of("phoneNumber", "+6281234567890"));

    private Operations() {
    }

    /**
     * One call.
     *
     * @param scopes that it takes
     */
    public record Operation(String method, String template, List<String> scopes) {

        /** Such as {@code GET /api/sessions/{id}}. */
        public String name() {
            return method + " " + template;
        }

        /** Whether its answer does not end by itself. */
        public boolean isStream() {
            return template.equals("/api/events");
        }

        /** Makes the call with this key, about something that does not exist. */
        public Response as(String key) {
            return as(key, NOBODY);
        }

        /**
         * Makes the call with this key, about what has these ids, in the order of the address; the last stands for the rest.
         */
        public Response as(String key, String... ids) {
            var path = template;
            for (int i = 0; path.contains("{"); i++) {
                path = path.replaceFirst("\\{[^}]*}", ids[Math.min(i, ids.length - 1)]);
            }
            var request = template.equals(IMPORTS)
                    ? Keys.with(key).contentType("application/octet-stream").header("X-Archive-Passphrase", "of the tests")
                            .body("no archive".getBytes(StandardCharsets.UTF_8))
                    : Keys.with(key).body(BODIES.getOrDefault(name(), Map.of()));
            return request.request(method, path);
        }
    }

    /** All of the API, and of the sandbox's phone. */
    public static List<Operation> read() {
        Map<String, Map<String, Map<String, Object>>> paths = Api.call().get("/q/openapi?format=json").then().statusCode(200)
                .extract().path("paths");
        // What is for scan links takes no key, see ScanDoorTest.
        return paths.entrySet().stream().filter(path -> !path.getKey().startsWith("/api/scan"))
                .flatMap(path -> path.getValue().entrySet().stream()
                        .filter(call -> METHODS.contains(call.getKey()))
                        .map(call -> new Operation(call.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                                scopes(call.getValue()))))
                .toList();
    }

    private static List<String> scopes(Map<String, Object> call) {
        @SuppressWarnings("unchecked")
        var security = (List<Map<String, List<String>>>) call.get("security");
        return security == null ? List.of() : security.getFirst().getOrDefault("apiKey", List.of());
    }
}
