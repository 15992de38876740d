package dev.pindai.limit.connection;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.pindai.testsupport.RawConnection;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.impl.ConnectionBase;

/** Clients that are slow on purpose are cut, and whoever waits for an answer is not. With a server of its own, in a hurry. */
@Timeout(180)
class ConnectionGuardTest {

    private static final Duration SHORT = Duration.ofSeconds(3);
    /** Longer than all deadlines of the guard together. */
    private static final int LONG_MILLIS = 10_000;
    private static final String GET = "GET /quick HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String POST = "POST /read HTTP/1.1\r\nHost: localhost\r\n";

    private static Vertx vertx;
    private static int port;

    @BeforeAll
    static void listen() throws Exception {
        vertx = new VertxBuilder(new VertxOptions()).init().vertx();
        GuardedTransport.post(0, new Doorkeeper(new Crowd(50, 20, address -> false), new Times(SHORT, SHORT, SHORT)));
        var server = vertx.createHttpServer(new HttpServerOptions().setPort(0).setHost("127.0.0.1"))
                .requestHandler(ConnectionGuardTest::serve).listen();
        port = server.toCompletionStage().toCompletableFuture().get(10, SECONDS).actualPort();
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, SECONDS);
    }

    private static void serve(HttpServerRequest request) {
        ConnectionGuard.of(((ConnectionBase) request.connection()).channel()).orElseThrow().arrived(request);
        var response = request.response();
        switch (request.path()) {
            case "/quick" -> response.end("quick");
            case "/read" -> request.body().onSuccess(body -> response.end("read " + body.length()));
            case "/late" -> {
                request.pause();
                vertx.setTimer(LONG_MILLIS, now -> response.end("late"));
            }
            case "/stream" -> {
                response.setChunked(true).write("begin ");
                vertx.setTimer(LONG_MILLIS, now -> response.end("end"));
            }
            default -> request.toWebSocket().onSuccess(socket -> socket.textMessageHandler(socket::writeTextMessage));
        }
    }

    @Test
    void whoSaysNothingIsCut() throws IOException {
        try (var client = connect()) {
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void whoSpellsTheHeadIsCut() throws IOException {
        try (var client = connect()) {
            client.send("GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: ").trickle("s", 1000, 50);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void alsoInALaterRequest() throws IOException {
        try (var client = connect()) {
            assertThat(client.send(GET).readUntil("quick")).startsWith("HTTP/1.1 200");
            client.send("GET /quick HTTP/1.1\r\nX-Slow: ").trickle("s", 1000, 50);
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "Content-Length: 1000\r\n\r\nsome", "Content-Length: 1000\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\n1\r\ns\r\n" })
    void whoSpellsABodyIsCut(String body) throws IOException {
        try (var first = connect(); var later = connect()) {
            first.send(POST + body);
            later.send(GET).readUntil("quick");
            later.send(POST + body);
            for (var client : new RawConnection[] { first, later }) {
                client.trickle(body.startsWith("T") ? "1\r\ns\r\n" : "s", 200, 50);
            }
            assertThat(first.readToEnd()).isEmpty();
            assertThat(later.readToEnd()).isEmpty();
        }
    }

    @Test
    void aBodyThatStopsIsCut() throws IOException {
        try (var client = connect()) {
            assertThat(client.send(POST + "Content-Length: 1000\r\n\r\nsome").readToEnd()).isEmpty();
        }
    }

    @Test
    void aLargeBodyMayTakeLonger() throws IOException {
        var piece = "x".repeat(8192);
        try (var client = connect()) {
            client.send(POST + "Content-Length: " + 20 * piece.length() + "\r\n\r\n").trickle(piece, 20, 200);
            assertThat(client.readUntil("read")).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Content-Length: 4\r\n", "Content-Length: 0\r\n" })
    void whoWaitsForAnAnswerIsNot(String length) throws IOException {
        try (var client = connect()) {
            client.send("POST /late HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n" + (length.contains("4") ? "some" : ""));
            assertThat(client.readUntil("late")).startsWith("HTTP/1.1 200");
            assertThat(client.send(GET).readUntil("quick")).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void whoListensIsNot(HttpClient.Version version) throws Exception {
        try (var http = HttpClient.newBuilder().version(version).build()) {
            for (var path : new String[] { "/stream", "/late" }) {
                var answer = http.send(HttpRequest.newBuilder(uri("http", path)).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.body()).isIn("begin end", "late");
                assertThat(answer.version()).isEqualTo(version);
            }
        }
    }

    @Test
    void aSocketIsNot() throws Exception {
        var heard = new CompletableFuture<String>();
        try (var http = HttpClient.newHttpClient()) {
            var socket = http.newWebSocketBuilder().buildAsync(uri("ws", "/socket"), new WebSocket.Listener() {

                @Override
                public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                    if (text.toString().equals("later")) {
                        heard.complete("later");
                    }
                    from.request(1);
                    return null;
                }

                @Override
                public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                    heard.complete("closed " + code);
                    return null;
                }
            }).get(10, SECONDS);
            socket.sendText("now", true).get(10, SECONDS);
            CompletableFuture.delayedExecutor(LONG_MILLIS, MILLISECONDS)
                    .execute(() -> socket.sendText("later", true));
            assertThat(heard.get(30, SECONDS)).isEqualTo("later");
            socket.abort();
        }
    }

    @Test
    void aConnectionIsKeptForAWhileOnly() throws IOException {
        try (var client = connect()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readUntil("quick")).startsWith("HTTP/1.1 200");
            }
            assertThat(client.readToEnd()).isEmpty();
        }
    }

    @Test
    void whoComesTooOftenIsNotLetIn() throws IOException {
        var there = new RawConnection[20];
        for (int i = 0; i < there.length; i++) {
            there[i] = new RawConnection("127.0.0.1", port, "127.0.0.77");
            assertThat(there[i].send(GET).readUntil("quick")).startsWith("HTTP/1.1 200");
        }
        try (var one = new RawConnection("127.0.0.1", port, "127.0.0.77"); var other = connect()) {
            assertThat(one.readToEnd()).isEmpty();
            assertThat(other.send(GET).readUntil("quick")).startsWith("HTTP/1.1 200");
        } finally {
            for (var client : there) {
                client.close();
            }
        }
    }

    private static RawConnection connect() throws IOException {
        return new RawConnection("127.0.0.1", port);
    }

    private static URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }
}
