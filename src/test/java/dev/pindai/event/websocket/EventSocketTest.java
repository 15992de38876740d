package dev.pindai.event.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The WebSocket: who hears what, and what a late joiner gets. */
@QuarkusTest
@Timeout(240)
class EventSocketTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void aLateJoinerGetsThePresentStateFirst() {
        var id = Api.create("Terlambat");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        try (var live = LiveClient.connect(base, "session=*")) {
            live.await("qr");
            var shown = live.frames().stream().filter(frame -> frame.get("sessionId").asText().equals(id)).toList();
            assertThat(shown).extracting(frame -> frame.get("event").asText()).containsExactly("status", "qr");
            assertThat(shown).allMatch(frame -> frame.get("snapshot").asBoolean());
            assertThat(shown.getFirst().at("/data/status").asText()).isEqualTo("SCAN_QR");
            assertThat(shown.getLast().at("/data/qr").asText()).isEqualTo(qr);
        }
    }

    @Test
    void filtersChooseSessionsAndEvents() {
        var one = Api.create("Satu");
        var other = Api.create("Dua");
        try (var live = LiveClient.connect(base, "session=" + one + "&events=status,ready");
                var all = LiveClient.connect(base, "session=*")) {
            live.await("status");
            all.await("status", 2);
            append(new SessionEvent.Authenticated(UUID.fromString(one)));
            append(new SessionEvent.Ready(UUID.fromString(other), "1@c.us", "+1", null));
            append(new SessionEvent.Ready(UUID.fromString(one), "2@c.us", "+2", null));
            assertThat(live.await("ready").get("sessionId").asText()).isEqualTo(one);
            all.await("ready", 2);
            assertThat(live.events()).containsExactly("status", "ready");
            assertThat(all.events()).contains("authenticated");
        }
    }

    @Test
    void anUnknownSessionAndABadFilterAreToldApart() {
        try (var live = LiveClient.connect(base, "session=" + UUID.randomUUID())) {
            assertThat(live.awaitClose()).isEqualTo(4404);
        }
        try (var live = LiveClient.connect(base, "events=qrcode")) {
            assertThat(live.awaitClose()).isEqualTo(4400);
        }
        try (var live = LiveClient.connect(base, "session=toko")) {
            assertThat(live.awaitClose()).isEqualTo(4400);
        }
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }
}
