package dev.pindai.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A client of server-sent events, which reads the stream as the standard says. */
public final class SseClient implements AutoCloseable {

    /** One event of the stream. */
    public record Message(String id, String event, JsonNode data) {

        public long seq() {
            return data.get("seq").asLong();
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final HttpResponse<InputStream> answer;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private final List<String> retries = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private SseClient(HttpClient.Version version, URI base, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        http = HttpClient.newBuilder().version(version).connectTimeout(Duration.ofSeconds(10)).build();
        var request = HttpRequest.newBuilder(base.resolve(path)).header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(20));
        new HashMap<>(headers).forEach(request::setHeader);
        answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        Thread.startVirtualThread(this::read);
    }

    /** Asks for a path of the service, with the key. */
    public static SseClient connect(URI base, String path, String... headers) throws IOException, InterruptedException {
        return connect(HttpClient.Version.HTTP_1_1, base, path, headers);
    }

    /** The same, by this version of HTTP. */
    public static SseClient connect(HttpClient.Version version, URI base, String path, String... headers)
            throws IOException, InterruptedException {
        var all = new HashMap<>(Map.of(TestKey.HEADER, TestKey.value()));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new SseClient(version, base, path, all);
    }

    /** Asks with these headers and without the key. */
    public static SseClient withoutKey(URI base, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        return new SseClient(HttpClient.Version.HTTP_1_1, base, path, headers);
    }

    public HttpResponse<InputStream> answer() {
        return answer;
    }

    public List<Message> messages() {
        return messages;
    }

    /** What the stream says besides its events: heartbeats are empty. */
    public List<String> comments() {
        return comments;
    }

    /** After how many milliseconds the client is to come back. */
    public List<String> retries() {
        return retries;
    }

    public List<Message> await(int count) {
        Awaitility.await(count + " messages").atMost(Duration.ofSeconds(60)).until(() -> messages.size() >= count);
        return messages;
    }

    /** Waits until the server has ended the stream, properly or not. */
    public void awaitEnd() {
        ended.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            var fields = new HashMap<String, String>();
            var data = new ArrayList<String>();
            for (String line; (line = lines.readLine()) != null;) {
                if (line.isEmpty()) {
                    if (!data.isEmpty()) {
                        messages.add(
                                new Message(fields.get("id"), fields.get("event"), JSON.readTree(String.join("\n", data))));
                    }
                    fields.clear();
                    data.clear();
                } else {
                    take(line, fields, data);
                }
            }
        } catch (IOException e) {
            comments.add("broken: " + e);
        }
        ended.complete(null);
    }

    private void take(String line, Map<String, String> fields, List<String> data) {
        var colon = line.indexOf(':');
        var name = line.substring(0, colon);
        var value = line.substring(colon + 1).replaceFirst("^ ", "");
        switch (name) {
            case "" -> comments.add(value);
            case "data" -> data.add(value);
            case "retry" -> retries.add(value);
            default -> fields.put(name, value);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
