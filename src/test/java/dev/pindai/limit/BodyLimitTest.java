package dev.pindai.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import dev.pindai.testsupport.RawConnection;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that is too large is refused with a problem, before it is read or while it is. */
@QuarkusTest
@Timeout(60)
class BodyLimitTest {

    private static final int LIMIT = 1 << 20;

    @TestHTTPResource("/")
    URI base;

    @ParameterizedTest
    @CsvSource({ "/api/sessions, application/json", "/login, application/octet-stream", "/, application/octet-stream",
            "/api/nothing, application/json", "/socket.io/, text/plain" })
    void aSizeThatIsAnnouncedIsEnough(String path, String type) {
        given().header(TestKey.HEADER, TestKey.value()).header("Content-Type", type).body(new byte[LIMIT + 1]).post(path)
                .then().statusCode(413).contentType("application/problem+json").body("code", is("BODY_TOO_LARGE"))
                .body("detail", containsString("1048576 bytes")).body("instance", is(path));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aSizeThatIsNotAnnouncedTurnsOut(HttpClient.Version version) throws Exception {
        try (var http = HttpClient.newBuilder().version(version).build()) {
            var answer = http.send(unannounced("{\"name\":\"" + " ".repeat(3 * LIMIT)), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.body()).contains("BODY_TOO_LARGE", "1048576 bytes");
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
            assertThat(http.send(unannounced("{\"nmae\":1}"), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as("a small one")
                    .isEqualTo(400);
        }
    }

    private HttpRequest unannounced(String body) {
        return HttpRequest.newBuilder(base.resolve("/api/sessions")).timeout(Duration.ofSeconds(20))
                .header(TestKey.HEADER, TestKey.value()).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes()))).build();
    }

    @Test
    void aBodyWithoutAnEndIsNotReadForEver() throws IOException {
        try (var client = new RawConnection(base.getHost(), base.getPort())) {
            client.send("POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + TestKey.HEADER
                    + ": " + TestKey.value() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            var piece = " ".repeat(1 << 16);
            client.trickle("10000\r\n" + piece + "\r\n", 10_000, 5);
            assertThat(client.readToEnd()).contains("413", "BODY_TOO_LARGE");
        }
    }

    /** Sends all of it before it looks for an answer, as most clients do, on a path where so much is allowed. */
    @Test
    void whoeverIsRefusedBeforeTheBodyWasReadIsTold() throws IOException {
        // More than the buffers of a connection hold.
        var size = 6 * LIMIT;
        for (var key : List.of(TestKey.value(), "no-key-at-all-of-anybody")) {
            try (var client = new RawConnection(base.getHost(), base.getPort())) {
                client.send(
                        "POST /api/session-imports HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                                + TestKey.HEADER + ": " + key + "\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 4").containsIgnoringCase("Connection: close")
                        .contains(key.equals(TestKey.value()) ? "VALIDATION_FAILED" : "UNAUTHORIZED");
            }
        }
    }

    @Test
    void aPathCanHaveALimitOfItsOwn() {
        var large = given().header(TestKey.HEADER, TestKey.value()).contentType("application/json");
        large.body(" ".repeat(2 * LIMIT)).post("/api/large-by-tests").then().statusCode(405);
        large.body(" ".repeat(4 * LIMIT)).post("/api/large-by-tests").then().statusCode(413)
                .body("detail", containsString("3145728 bytes"));
        large.body(" ".repeat(2 * LIMIT)).post("/api/large-by-tests/x").then().statusCode(413);
    }
}
