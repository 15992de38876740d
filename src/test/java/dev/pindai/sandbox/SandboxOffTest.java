package dev.pindai.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Off means off: nothing of the sandbox answers, whatever the path and whoever asks. */
@QuarkusTest
@TestProfile(SandboxOffTest.Off.class)
class SandboxOffTest {

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "pindai.data-dir")
    Path dataDir;

    @ParameterizedTest
    @CsvSource({ "GET,/sandbox", "GET,/sandbox/", "GET,/sandbox/web", "GET,/sandbox/web/", "GET,/sandbox/web/boot.js",
            "GET,//sandbox//phones", "GET,/sandbox;a=b/phones", "GET,/%73andbox/phones", "POST,/sandbox/phone/scan",
            "POST,/sandbox/phone/pair", "GET,/sandbox/phones",
            "POST,/sandbox/phones/62811@c.us/unlink", "GET,/sandbox/pages", "GET,/sandbox/settings",
            "PATCH,/sandbox/settings", "GET,/sandbox/faults", "POST,/sandbox/faults", "DELETE,/sandbox/faults" })
    void everyPathIsNotFound(String method, String path) {
        for (var headers : new Map[] { Map.of(), Map.of("X-Api-Key", SandboxProfile.KEY) }) {
            given().urlEncodingEnabled(false).headers(headers).contentType("application/json").request(method, path).then()
                    .statusCode(404)
                    .contentType("application/problem+json").body("code", equalTo("NOT_FOUND"));
        }
    }

    @Test
    void theSocketIsNotFound() {
        try (var client = HttpClient.newHttpClient()) {
            var address = URI.create("ws" + base.resolve("/sandbox/web/socket").toString().substring("http".length()));
            var failed = catchThrowableOfType(CompletionException.class, () -> client.newWebSocketBuilder()
                    .buildAsync(address, new WebSocket.Listener() {
                    }).orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join());
            assertThat(failed).hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(((WebSocketHandshakeException) failed.getCause()).getResponse().statusCode()).isEqualTo(404);
        }
    }

    @Test
    void nothingIsKept() {
        assertThat(Files.exists(dataDir.resolve("sandbox"))).isFalse();
    }

    /** As in production. */
    public static class Off implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.sandbox.enabled", "false", "pindai.data-dir", SandboxProfile.newDataDir().toString(),
                    "pindai.security.admin-key", SandboxProfile.KEY);
        }
    }
}
