package dev.pindai.testsupport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of {@code /ws} as users write it: keeps every frame in the order it came. */
public final class LiveClient implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile String closeReason = "";
    private final StringBuilder partial = new StringBuilder();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Consumer<JsonNode> listener;
    private final WebSocket socket;

    private LiveClient(URI address, String key, Consumer<JsonNode> listener) {
        this.listener = listener;
        var builder = http.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (key != null) {
            builder.header(TestKey.HEADER, key);
        }
        socket = builder.buildAsync(address, this).join();
    }

    /** Connects with a query such as {@code session=*&events=qr}. */
    public static LiveClient connect(URI base, String query) {
        return connect(base, query, frame -> {
        });
    }

    /** The same, for a listener that is handed each frame too. */
    public static LiveClient connect(URI base, String query, Consumer<JsonNode> listener) {
        return new LiveClient(address(base, query), TestKey.value(), listener);
    }

    /** The same with another key, or with none. */
    public static LiveClient connectAs(String key, URI base, String query) {
        return new LiveClient(address(base, query), key, frame -> {
        });
    }

    private static URI address(URI base, String query) {
        return URI.create(base.toString().replaceFirst("^http", "ws").replaceAll("/$", "") + "/ws?" + query);
    }

    public List<JsonNode> frames() {
        return frames;
    }

    public List<String> events() {
        return frames.stream().map(frame -> frame.get("event").asText()).toList();
    }

    public List<JsonNode> frames(String event) {
        return frames.stream().filter(frame -> frame.get("event").asText().equals(event)).toList();
    }

    /** The first frame of this event, which may still be on its way. */
    public JsonNode await(String event) {
        return await(event, 1).getFirst();
    }

    public List<JsonNode> await(String event, int count) {
        Awaitility.await("event " + event).atMost(Duration.ofSeconds(60)).until(() -> frames(event).size() >= count);
        return frames(event);
    }

    /** The code the server closes with. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    /** The code the server closed with. */
    public int awaitClose() {
        return closed.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
    }

    /** The sentence it closed with. */
    public String closeReason() {
        return closeReason;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
                listener.accept(frames.getLast());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Not JSON: " + partial, e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeReason = reason;
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        http.close();
    }
}
