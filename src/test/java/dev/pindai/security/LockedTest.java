package dev.pindai.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without the key nothing opens, whatever is added later. */
@QuarkusTest
class LockedTest {

    @TestHTTPResource("/")
    URI base;

    private static final String GUARDED = "/api/guarded-by-tests";

    @Test
    void everyCallOfTheApiDescriptionWantsTheKey() {
        Map<String, Map<String, Object>> paths = given().header(TestKey.HEADER, TestKey.value())
                .get("/q/openapi?format=json").then().statusCode(200).extract().path("paths");
        paths.forEach((template, calls) -> calls.keySet().stream()
                .map(method -> method.toUpperCase(Locale.ROOT))
                .filter(method -> method.matches("GET|POST|PUT|PATCH|DELETE"))
                .filter(method -> !template.startsWith("/sandbox/web") && !template.equals("/login"))
                .forEach(method -> given().contentType("application/json").body("{}")
                        .request(method, template.replaceAll("\\{[^}]*}", "0199aaaa-0000-7000-8000-000000000000"))
                        .then().statusCode(401).contentType("application/problem+json").body("code", is("UNAUTHORIZED"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", "/api/sessions", GUARDED, "/q/openapi", "/q/swagger-ui/", "/sandbox/phones", "/sandbox/pages",
            "/ws", "/nowhere", "/api/scan", "/api/scan/events", "/scanx", "/socket.io/x", "/socket.iox" })
    void wantsTheKeyForWhateverIsNotNamedOpen(String path) {
        given().get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "/sandbox/web/../..", "/sandbox/web/%2e%2e/..", "/sandbox/web/..%2f..", "/assets/..",
            "/assets/..%2f",
            "/assets/%2e%2e", "/socket.io/..", "/socket.io/..%2f", "/socket.io/%2e%2e", "/login/..", "/", "//", "/;/",
            "/sandbox/web/..;/..", "/./", "/scan/..", "/scan/x/../..", "/scan/..%2f" })
    void isNotLedAstrayByThePath(String detour) throws IOException {
        // A client of its own: others put the path straight before they send it.
        var status = status("GET " + detour + GUARDED.substring(1) + " HTTP/1.1");
        assertThat(status).isIn("400", "401", "404");
        assertThat(status("GET " + detour + GUARDED + " HTTP/1.1")).isIn("400", "401", "404");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/", ";a=b", "?x=/login", "#/login", "%20", "/." })
    void isNotLedAstrayByAnEnding(String ending) throws IOException {
        assertThat(status("GET " + GUARDED + ending + " HTTP/1.1")).isIn("400", "401", "404");
    }

    private String status(String line) throws IOException {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).doesNotEndWith("\r\n\r\nread");
            return answer.split(" ")[1];
        }
    }

    @Test
    void saysHowToGetIn() {
        given().get(GUARDED).then().statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"))
                .body("code", is("UNAUTHORIZED")).body("detail", containsString("X-Api-Key"))
                .body("instance", is(GUARDED)).body("status", is(401));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/login", "/assets/nothing.js", "/sandbox/web/nothing", "/scan/nothing", "/socket.io",
            "/socket.io/" })
    void leavesOpenWhatMustBe(String path) {
        assertThat(given().redirects().follow(false).get(path).statusCode()).isNotIn(401, 303);
    }

    @Test
    void opensWithTheKeyInEitherHeader() {
        given().header("X-Api-Key", TestKey.value()).get(GUARDED).then().statusCode(200).body(is("read"));
        given().header("Authorization", "Bearer " + TestKey.value()).get(GUARDED).then().statusCode(200).body(is("read"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "wrong", "admin-key-of-the-test", "admin-key-of-the-tests2" })
    void refusesAWrongKey(String key) {
        given().header("X-Api-Key", key).get(GUARDED).then().statusCode(401).body("code", is("UNAUTHORIZED"));
        given().header("Authorization", "Bearer " + key).get(GUARDED).then().statusCode(401);
        given().header("Authorization", "Basic " + key).get(GUARDED).then().statusCode(401);
    }

    @Test
    void leadsAPersonToTheLoginPage() {
        given().redirects().follow(false).accept("text/html").get("/sessions/1?tab=qr").then().statusCode(303)
                .header("Location", "/login?next=%2Fsessions%2F1%3Ftab%3Dqr");
    }

    @Test
    void doesNotSignInByItselfOutsideDevMode() {
        given().redirects().follow(false).accept("text/html").header("Host", "localhost").get("/").then().statusCode(303);
    }
}
