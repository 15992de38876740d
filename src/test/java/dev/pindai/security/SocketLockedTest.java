package dev.pindai.security;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A socket opens only for who has the key, and with the cookie only on our own pages. */
@QuarkusTest
class SocketLockedTest {

    private static final String SOCKET = "guarded-socket-of-tests";

    @TestHTTPResource
    URI self;

    @ParameterizedTest
    @ValueSource(strings = { "ws", SOCKET, "sandbox/web/../../" + SOCKET, "socket.io/../" + SOCKET, "socket.io/ws" })
    void anUpgradeWithoutAKeyIsRefused(String path) {
        assertRefused(401, path, Map.of());
    }

    @Test
    void anUpgradeWithAWrongKeyIsRefused() {
        assertRefused(401, SOCKET, Map.of("X-Api-Key", "admin-key-of-somebody-else"));
    }

    @Test
    void theKeyOpensIt() throws Exception {
        assertThat(greeting(Map.of("X-Api-Key", TestKey.value()))).isEqualTo("hello");
        assertThat(greeting(Map.of("Authorization", "Bearer " + TestKey.value()))).isEqualTo("hello");
    }

    @Test
    void aHandshakeThatCallsItselfSomethingElseIsRefusedToo() {
        given().header("Connection", "Upgrade").header("Upgrade", "something-else").header("Sec-WebSocket-Version", "13")
                .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==").get("/" + SOCKET).then().statusCode(401);
    }

    @Test
    void anOfferOfHttp2IsNoHandshake() throws Exception {
        // Java's client offers an upgrade to HTTP/2 with its first request unless told otherwise.
        var signIn = HttpRequest.newBuilder(self.resolve("/login")).timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("key=" + TestKey.value())).build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(signIn, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location")).contains("/");
        }
    }

    @Test
    void withTheKeyInAHeaderAnotherSitesOriginStillIsNotEnough() {
        // The CORS allow list is empty unless somebody fills it.
        assertRefused(403, SOCKET, Map.of("X-Api-Key", TestKey.value(), "Origin", "https://evil.example"));
    }

    @Test
    void theCookieOpensItOnOurOwnPagesOnly() throws Exception {
        var cookie = "pindai_session=" + given().redirects().follow(false).formParam("key", TestKey.value())
                .post("/login").cookie("pindai_session");
        assertThat(greeting(Map.of("Cookie", cookie, "Origin", "http://" + self.getAuthority()))).isEqualTo("hello");
        assertRefused(403, SOCKET, Map.of("Cookie", cookie, "Origin", "https://evil.example"));
        // In the allow list: its pages may call with a key, never with our visitors' cookie.
        assertRefused(403, SOCKET, Map.of("Cookie", cookie, "Origin", "http://front.localhost"));
        assertThat(greeting(Map.of("X-Api-Key", TestKey.value(), "Origin", "http://front.localhost"))).isEqualTo("hello");
        assertRefused(403, SOCKET, Map.of("Cookie", cookie));
    }

    private void assertRefused(int status, String path, Map<String, String> headers) {
        assertThatThrownBy(() -> greeting(path, headers)).isInstanceOf(ExecutionException.class)
                .cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }

    private String greeting(Map<String, String> headers) throws Exception {
        return greeting(SOCKET, headers);
    }

    private String greeting(String path, Map<String, String> headers) throws Exception {
        var first = new CompletableFuture<String>();
        var client = HttpClient.newHttpClient();
        try {
            var builder = client.newWebSocketBuilder();
            headers.forEach(builder::header);
            builder.buildAsync(URI.create("ws://" + self.getAuthority() + "/" + path), new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                    first.complete(data.toString());
                    return null;
                }
            }).get(60, SECONDS);
            return first.get(60, SECONDS);
        } finally {
            // Not closed: that would wait for a socket that opened though it should not.
            client.shutdownNow();
        }
    }
}
