package dev.pindai.engine.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The simulated phone and the sandbox's levers, used as anybody would: over HTTP. */
final class SandboxPhone {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxPhone(URI base) {
        this.base = base;
    }

    /** The page's address, by the name that passkeys need. */
    URI page() {
        return URI.create("http://localhost:" + base.getPort() + "/sandbox/web/");
    }

    /** Scans the QR and answers the account's wid. */
    String scan(String qr) {
        return send("POST", "/sandbox/phone/scan", "{\"qr\":\"%s\"}".formatted(qr)).path("wid").asText();
    }

    String enter(String code, String phoneNumber) {
        return send("POST", "/sandbox/phone/pair",
                "{\"code\":\"%s\",\"phoneNumber\":\"%s\"}".formatted(code, phoneNumber)).path("wid").asText();
    }

    void unlink(String wid) {
        send("POST", "/sandbox/phones/" + wid + "/unlink", "{}");
    }

    void settings(String json) {
        send("PATCH", "/sandbox/settings", json);
    }

    void fault(String json) {
        send("POST", "/sandbox/faults", json);
    }

    void noFaults() {
        send("DELETE", "/sandbox/faults", "");
    }

    private JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30))
                .header("X-Api-Key", SandboxSwitchedOn.KEY).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
