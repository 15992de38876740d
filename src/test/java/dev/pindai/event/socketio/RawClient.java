package dev.pindai.event.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import dev.pindai.testsupport.TestKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of Engine.IO that polls, packet by packet, and can do everything wrong. */
final class RawClient implements AutoCloseable {

    static final String HANDSHAKE = "EIO=4&transport=polling";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final String[] headers;
    private final List<String> got = new ArrayList<>();
    private final Deque<String> unread = new ArrayDeque<>();
    private JsonNode terms;

    /** @param headers names and values for each of its requests */
    RawClient(URI base, String... headers) {
        this.base = base;
        this.headers = headers;
    }

    /** One that has done the handshake. */
    static RawClient open(URI base, String... headers) throws Exception {
        var client = new RawClient(base, headers);
        var answer = client.get(HANDSHAKE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("0{");
        client.terms = JSON.readTree(answer.body().substring(1));
        return client;
    }

    /** What the server said at the handshake. */
    JsonNode terms() {
        return terms;
    }

    String sid() {
        return terms.get("sid").asText();
    }

    HttpResponse<String> get(String query) {
        return answer(later("GET", query, ""));
    }

    HttpResponse<String> post(String query, String body) {
        return answer(later("POST", query, body));
    }

    HttpResponse<String> poll() {
        return answer(pollLater());
    }

    CompletableFuture<HttpResponse<String>> pollLater() {
        return later("GET", query(), "");
    }

    HttpResponse<String> say(String payload) {
        return post(query(), payload);
    }

    String query() {
        return HANDSHAKE + "&sid=" + sid();
    }

    /** The next packet that begins so, for which it polls; pings that come meanwhile are answered, packets before it kept. */
    String await(String beginning) {
        while (true) {
            while (unread.isEmpty()) {
                var answer = poll();
                assertThat(answer.statusCode()).as("waiting for %s after %s: %s", beginning, got, answer.body()).isEqualTo(200);
                unread.addAll(List.of(answer.body().split("\u001e")));
            }
            var packet = unread.remove();
            if (packet.equals("2")) {
                assertThat(say("3").body()).isEqualTo("ok");
            } else {
                got.add(packet);
            }
            if (packet.startsWith(beginning)) {
                return packet;
            }
        }
    }

    /** What came so far, without pings. */
    List<String> got() {
        return got;
    }

    /** What a client shows to be let in. */
    static String key() {
        return "{\"token\":\"" + TestKey.value() + "\"}";
    }

    /** The same with more fields. */
    static String key(String more) {
        return key().replace("}", "," + more + "}");
    }

    /** Connects to the main namespace with this JSON. */
    String connect(String auth) {
        assertThat(say("40" + auth).body()).isEqualTo("ok");
        return await("4");
    }

    /** Not {@code join}: a test that asks again and again has to hear when its time is over. */
    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> later) {
        try {
            return later.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The test's time is over", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    private CompletableFuture<HttpResponse<String>> later(String method, String query, String body) {
        var request = HttpRequest.newBuilder(base.resolve("/socket.io/?" + query)).timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Says goodbye, so that it counts no longer, and leaves. */
    @Override
    public void close() {
        try {
            if (terms != null) {
                say("1");
            }
        } finally {
            http.shutdownNow();
            http.close();
        }
    }
}
