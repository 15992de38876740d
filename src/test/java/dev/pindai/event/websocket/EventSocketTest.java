package dev.pindai.event.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.micrometer.core.instrument.MeterRegistry;

/** The live channel: who hears what, what a late joiner gets, and that a client which reads nothing harms nobody. */
@QuarkusTest
@TestProfile(EventSocketTest.FewFrames.class)
@Timeout(90)
class EventSocketTest {

    /** A queue that a test can fill. */
    public static class FewFrames implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.websocket.queue", "32");
        }
    }

    private static final int BATCH = 16;
    private static final int MANY = 20_000;

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;
    @Inject
    MeterRegistry metrics;

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void aLateJoinerGetsThePresentStateFirst() {
        var id = Api.create("Terlambat");
        var qr = Api.post(id, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        try (var live = LiveClient.connect(base, "session=*")) {
            var shown = live.await("qr");
            assertThat(live.events()).containsExactly("status", "qr");
            assertThat(live.frames()).allMatch(frame -> frame.get("snapshot").asBoolean());
            assertThat(live.frames("status").getFirst().at("/data/status").asText()).isEqualTo("SCAN_QR");
            assertThat(shown.at("/data/qr").asText()).isEqualTo(qr);
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

    @Test
    void aClientThatReadsNothingIsClosedAndSlowsNobody() throws IOException {
        var id = UUID.fromString(Api.create("Ramai"));
        try (var live = LiveClient.connect(base, "session=" + id + "&events=ready");
                var silent = upgraded("/ws?session=" + id)) {
            await().until(() -> clients() == 2);
            var name = "x".repeat(1000);
            // The one who reads keeps up, however busy the machine is; the other never will.
            for (int sent = 0; sent < MANY && clients() == 2; sent += BATCH) {
                IntStream.range(sent, sent + BATCH)
                        .forEach(i -> append(new SessionEvent.Ready(id, i + "@c.us", "+" + i, name)));
                int all = sent + BATCH;
                await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5))
                        .until(() -> live.frames("ready").size() == all);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> clients() == 1);
            append(new SessionEvent.Ready(id, "last@c.us", "+1", null));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> live.frames().getLast().at("/data/wid").asText().equals("last@c.us"));
            var seqs = live.frames().stream().map(frame -> frame.get("seq").asLong()).toList();
            assertThat(seqs).isSorted().doesNotHaveDuplicates();
            assertThat(seqs.getLast() - seqs.getFirst()).as("without gaps").isEqualTo(seqs.size() - 1L);
        }
    }

    private double clients() {
        return metrics.get("pindai.live.clients").gauge().value();
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }

    /** A socket that has done the handshake, and from which nobody reads. */
    private Socket upgraded(String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new java.net.InetSocketAddress(base.getHost(), base.getPort()));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + TestKey.HEADER + ": " + TestKey.value() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
