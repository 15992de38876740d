package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** A receiver of webhooks as users write it, on 127.0.0.1: keeps every request, and answers as it is told to. */
public final class HookReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A request; names of headers are in lower case. */
    public record Received(String path, Map<String, String> headers, String body) {

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Not JSON: " + body, e);
            }
        }

        public String event() {
            return json().path("event").asText();
        }

        public long seq() {
            return json().path("seq").asLong();
        }

        public String sessionId() {
            return json().path("sessionId").asText();
        }

        public String id() {
            return headers.get("x-webhook-id");
        }
    }

    /** An answer. */
    public record Reply(int status, Map<String, String> headers, String body) {

        public static Reply of(int status) {
            return new Reply(status, Map.of(), "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Function<Received, Reply> answer = request -> Reply.of(200);

    /** Speaks plain HTTP. */
    public HookReceiver() {
        this(null);
    }

    /** @param tls what to speak HTTPS with, or null */
    public HookReceiver(SSLContext tls) {
        try {
            var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
            if (tls == null) {
                server = HttpServer.create(address, 0);
            } else {
                var secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
                server = secure;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Its address with a path such as {@code /hook}. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** How to answer from now on; may wait. */
    public void answer(Function<Received, Reply> how) {
        answer = how;
    }

    public void answer(int status) {
        answer(request -> Reply.of(status));
    }

    /** All requests, in the order in which they came. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Those of an event. */
    public List<Received> received(String event) {
        return received.stream().filter(request -> request.event().equals(event)).toList();
    }

    /** At least so many, which may still be on their way. */
    public List<Received> await(int count) {
        Awaitility.await(count + " requests").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> received.size() >= count);
        return received();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var request = new Received(exchange.getRequestURI().toString(), headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var how = answer;
            received.add(request);
            var reply = how.apply(request);
            reply.headers().forEach(exchange.getResponseHeaders()::add);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
