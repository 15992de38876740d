package dev.pindai.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The server's side of the page without a browser: speaks the protocol of the simulated page, over a real connection. */
final class ProtocolPage implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAGE_ID = Pattern.compile("data-page=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final String id;
    private final WebSocket socket;

    private ProtocolPage(URI base, String token) throws Exception {
        var page = client.send(HttpRequest.newBuilder(base.resolve("/sandbox/web/")).timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
        var found = PAGE_ID.matcher(page.body());
        assertThat(found.find()).as(page.body()).isTrue();
        id = found.group(1);
        var address = URI.create("ws" + base.resolve("/sandbox/web/socket").toString().substring("http".length()));
        socket = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(60)).buildAsync(address, new Collector())
                .get(60, TimeUnit.SECONDS);
        say("{\"type\":\"hello\",\"page\":\"%s\",\"token\":%s}".formatted(id, token == null ? null : '"' + token + '"'));
    }

    static ProtocolPage open(URI base) throws Exception {
        return new ProtocolPage(base, null);
    }

    static ProtocolPage reopen(URI base, String token) throws Exception {
        return new ProtocolPage(base, token);
    }

    String id() {
        return id;
    }

    void say(String message) {
        socket.sendText(message, true).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** The first message of this type. */
    JsonNode first(String type) {
        return nth(type, 1);
    }

    JsonNode nth(String type, int number) {
        await("%s number %d of page %s".formatted(type, number, id)).atMost(Duration.ofSeconds(60))
                .until(() -> ofType(type).size() >= number);
        return ofType(type).get(number - 1);
    }

    /** What a reader reads on the page's QR with this number. */
    String qr(int number) {
        return nth("ref", number).get("ref").asText() + ",noise,identity,secret";
    }

    List<JsonNode> ofType(String type) {
        return messages.stream().filter(message -> message.get("type").asText().equals(type)).toList();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private final class Collector implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    messages.add(JSON.readTree(text.toString()));
                } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                    throw new AssertionError(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
