package dev.pindai.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.Keys;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;

/** A QR string and a pairing code link an account: whoever may not control sessions hears that there is one, and no more. */
@QuarkusTest
@Timeout(240)
class CodesTest {

    private static final String TENANT = "codes-test";

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;

    private final HookReceiver receiver = new HookReceiver();
    private String control;
    private String read;
    private UUID session;

    @BeforeEach
    void session() {
        control = Keys.of(TENANT, "read", "control");
        read = Keys.of(TENANT, "read", "webhooks", "send");
        session = UUID.fromString(Keys.with(control).body(Map.of("name", "Toko")).post("/api/sessions").then().statusCode(201)
                .extract().path("id"));
    }

    @AfterEach
    void clean() {
        Keys.with(control).delete("/api/sessions/{id}", session).then().statusCode(204);
        receiver.close();
    }

    @Test
    void liveChannelsAndHistoryTellThemToThoseWhoMayControl() throws Exception {
        try (var allowed = LiveClient.connectAs(control, base, "session=*");
                var other = LiveClient.connectAs(read, base,
                        "session=" + session);
                var sse = SseClient.connect(base, "/api/events?session=*&events=qr,pairing_code", TestKey.HEADER, read)) {
            allowed.await("status");
            other.await("status");
            codes();
            assertThat(allowed.await("qr").at("/data/qr").asText()).isEqualTo("2@secret");
            assertThat(allowed.await("pairing_code").at("/data/code").asText()).isEqualTo("SECRET12");
            assertWithheld(other.await("qr"), other.await("pairing_code"));
            assertWithheld(sse.await(2).stream().map(SseClient.Message::data).toArray(JsonNode[]::new));
        }
        var path = "/api/sessions/" + session + "/events";
        assertThat(Keys.with(control).get(path).asString()).contains("2@secret", "SECRET12").doesNotContain("withheld");
        assertThat(Keys.with(read).get(path).asString()).doesNotContain("2@secret", "SECRET12").contains("\"withheld\":true");
    }

    @Test
    void whoeverSetTheAddressOfAWebhookDecides() {
        var all = Keys.of(TENANT, "webhooks", "control");
        var open = hook(all, "/open");
        var closed = hook(read, "/closed");
        var taken = hook(all, "/before");
        Keys.with(read).body(Map.of("url", receiver.url("/taken"))).patch("/api/webhooks/{id}", taken).then().statusCode(200);
        Keys.with(read).body(Map.of("events", List.of("qr", "ready"))).patch("/api/webhooks/{id}", open).then().statusCode(200);
        codes();
        await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received().size() == 3);
        assertThat(receiver.received()).allSatisfy(request -> assertThat(request.body().contains("2@secret"))
                .as(request.path()).isEqualTo(request.path().equals("/open")));
        List.of(open, closed, taken).forEach(id -> Keys.with(read).delete("/api/webhooks/{id}", id));
    }

    private void assertWithheld(JsonNode... frames) {
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.at("/data/withheld").asBoolean()).isTrue();
            assertThat(frame.toString()).doesNotContain("2@secret", "SECRET12");
        });
    }

    private String hook(String key, String path) {
        return Keys.with(key).body(Map.of("url", receiver.url(path), "events", List.of("qr"))).post("/api/webhooks").then()
                .statusCode(201).extract().path("id");
    }

    private void codes() {
        var now = Instant.now();
        streams.append(new SessionEvent.Qr(session, "2@secret", 1, 6, now, now.plusSeconds(60)));
        streams.append(new SessionEvent.PairingCode(session, "SECRET12", now.plusSeconds(60)));
    }
}
