package dev.pindai.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The one proxy that is trusted in the tests: it has the address 127.0.0.9, as the test settings say. By it a test has any
 * address that it likes.
 */
public final class TrustedProxy implements AutoCloseable {

    private final HttpClient http;
    private final URI base;

    private TrustedProxy(String address, URI base) throws IOException {
        this.base = base;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).localAddress(InetAddress.getByName(address))
                .connectTimeout(Duration.ofSeconds(10)).build();
    }

    public static TrustedProxy before(URI base) throws IOException {
        return new TrustedProxy("127.0.0.9", base);
    }

    /** Somebody else, who says the same things. */
    public static TrustedProxy impostor(URI base) throws IOException {
        return new TrustedProxy("127.0.0.10", base);
    }

    /** Asks for a path. */
    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(path, "GET", HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** Sends a form. */
    public HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        var all = Stream.concat(Stream.of("Content-Type", "application/x-www-form-urlencoded"),
                Stream.of(headers)).toArray(String[]::new);
        return send(path, "POST", HttpRequest.BodyPublishers.ofString(form), all);
    }

    private HttpResponse<String> send(String path, String method, HttpRequest.BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
