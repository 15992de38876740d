package dev.pindai.event.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.micrometer.core.instrument.MeterRegistry;

/** WebSockets of Engine.IO 4: to begin with, or to move to from polling. */
@QuarkusTest
@Timeout(240)
class EngineUpgradeTest {

    /** Of 8 kB: more than a connection and a queue hold. */
    private static final int MANY = 2000;
    private static final int QUEUE = 256;

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;
    @Inject
    MeterRegistry metrics;

    private UUID id;

    @BeforeEach
    void create() {
        await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
        id = UUID.fromString(Api.create("Pindah"));
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void aClientMovesToAWebSocketWithoutMissingAnything() throws Exception {
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(RawClient.key())).startsWith("40");
            assertThat(client.await("42")).startsWith("42[\"status\"");
            var poll = client.pollLater();
            try (var socket = new RawSocket(base, client.sid())) {
                socket.say("2probe");
                assertThat(socket.next()).isEqualTo("3probe");
                // At once, so that the client can stop to poll.
                var answer = poll.get(60, SECONDS).body();
                assertThat(answer.equals("2") ? client.poll().body() : answer).isEqualTo("6");
                append(new SessionEvent.Ready(id, "between@c.us", null, null));
                socket.say("5");
                assertThat(socket.next()).contains("between@c.us");
                append(new SessionEvent.Ready(id, "after@c.us", null, null));
                assertThat(socket.next()).contains("after@c.us");
                var late = client.poll();
                assertThat(late.statusCode()).isEqualTo(400);
                assertThat(late.body()).contains("Bad request");
                assertThat(clients()).isEqualTo(1);
                socket.say("1");
                assertThat(socket.closedWith()).isEqualTo(1000);
            }
            assertThat(clients()).isZero();
        }
    }

    @Test
    void aSocketThatProvesNothingLeavesPollingAsItWas() throws Exception {
        try (var client = RawClient.open(base)) {
            client.connect(RawClient.key());
            try (var silent = new RawSocket(base, client.sid())) {
                silent.say("hello");
                assertThat(silent.closedWith()).isEqualTo(1002);
            }
            try (var hasty = new RawSocket(base, client.sid())) {
                hasty.say("5");
                assertThat(hasty.closedWith()).isEqualTo(1002);
            }
            try (var first = new RawSocket(base, client.sid())) {
                first.say("2probe");
                assertThat(first.next()).isEqualTo("3probe");
                try (var second = new RawSocket(base, client.sid())) {
                    assertThat(second.closedWith()).isEqualTo(1002);
                }
            }
            append(new SessionEvent.Ready(id, "still@c.us", null, null));
            assertThat(client.await("42[\"ready\"")).contains("still@c.us");
        }
    }

    @Test
    void anUpgradeThatIsNeverFinishedIsGivenUp() throws Exception {
        try (var client = RawClient.open(base)) {
            client.connect(RawClient.key());
            try (var idle = new RawSocket(base, client.sid())) {
                client.await("42[\"status\"");
                append(new SessionEvent.Ready(id, "meanwhile@c.us", null, null));
                assertThat(client.await("42[\"ready\"")).contains("meanwhile@c.us");
                while (!idle.isClosed()) {
                    client.say("3");
                    client.poll();
                }
                assertThat(idle.closedWith()).isEqualTo(1002);
            }
        }
    }

    @Test
    void aSocketNeedsNoPollingBefore() throws Exception {
        try (var socket = new RawSocket(base, null)) {
            assertThat(socket.next()).startsWith("0{\"sid\":").contains("\"upgrades\":[]");
            socket.say("40" + RawClient.key("\"session\":\"" + id + "\""));
            assertThat(socket.next()).startsWith("40{\"sid\":");
            assertThat(socket.next()).startsWith("42[\"status\"").contains("\"sessionId\":\"" + id + "\"", "\"seq\":1",
                    "\"at\":\"20", "\"snapshot\":true");
            append(new SessionEvent.Ready(id, "1@c.us", null, "Sari"));
            assertThat(socket.next()).startsWith("42[\"ready\",{").contains("\"sessionId\":\"" + id + "\"", "\"seq\":2")
                    .doesNotContain("snapshot");
            socket.say("41");
            assertThat(socket.closedWith()).isEqualTo(1000);
        }
        assertThat(clients()).isZero();
    }

    @Test
    void refusalsSayWhy() throws Exception {
        try (var socket = new RawSocket(base, null)) {
            socket.next();
            socket.say("40");
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"UNAUTHORIZED\"");
            socket.say("40{\"token\":\"wrong\"}");
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"UNAUTHORIZED\"");
            socket.say("40/admin," + RawClient.key());
            assertThat(socket.next()).startsWith("44/admin,{").contains("\"code\":\"UNKNOWN_NAMESPACE\"");
            socket.say("40" + RawClient.key("\"events\":\"qrcode\""));
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"INVALID_REQUEST\"", "events must be");
            socket.say("40" + RawClient.key("\"after\":3"));
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"INVALID_REQUEST\"", "after goes with one session");
            socket.say("40" + RawClient.key("\"after\":9999,\"session\":\"" + id + "\""));
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"INVALID_REQUEST\"");
            socket.say("40" + RawClient.key("\"session\":\"" + UUID.randomUUID() + "\""));
            assertThat(socket.next()).startsWith("44{").contains("\"code\":\"SESSION_NOT_FOUND\"");
            // None of this keeps out who gets it right in the end.
            socket.say("40" + RawClient.key("\"session\":[\"" + id + "\"]"));
            assertThat(socket.next()).startsWith("40{");
            assertThat(socket.next()).startsWith("42[\"status\"");
            socket.say("42[\"whatever\",1]");
            socket.say("451-[\"binary\",{\"_placeholder\":true,\"num\":0}]");
            append(new SessionEvent.Ready(id, "heard@c.us", null, null));
            assertThat(socket.next()).contains("heard@c.us");
            socket.say("40" + RawClient.key());
            assertThat(socket.closedWith()).isEqualTo(1002);
        }
    }

    @Test
    void aWrongKeyInAHeaderOpensNothing() {
        assertThat(RawSocket.status(base, null, TestKey.HEADER, "admin-key-of-somebody-else")).isEqualTo(401);
    }

    @Test
    void aSocketForNobodyIsRefused() {
        assertThat(RawSocket.status(base, "nobody")).isEqualTo(400);
    }

    @Test
    void aMessageThatIsTooLargeEndsIt() throws Exception {
        try (var socket = new RawSocket(base, null)) {
            socket.next();
            socket.say("4" + "x".repeat(65_536));
            assertThat(socket.closedWith()).isEqualTo(1009);
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
    }

    @Test
    void aSocketThatIsNotReadIsClosedThoughItLives() throws Exception {
        var name = "x".repeat(8000);
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            var out = socket.getOutputStream();
            out.write(("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + TestKey.HEADER + ": " + TestKey.value()
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            until("maxPayload", socket.getInputStream());
            out.write(message("40"));
            until("40{", socket.getInputStream());
            // It hears: while a client reads the log, nothing gathers for it here however slow it is.
            append(new SessionEvent.Ready(id, "heard@c.us", null, null));
            until("heard@c.us", socket.getInputStream());
            int sent = 0;
            for (; sent < MANY && clients() == 1; sent++) {
                append(new SessionEvent.Ready(id, sent + "@c.us", null, name));
                if (sent % 20 == 0) {
                    out.write(message("3"));
                }
            }
            assertThat(sent).as("events until it was closed: more than its queue holds").isGreaterThan(QUEUE);
            // As long as it is alive; a slow machine finds out later that nobody reads.
            await().atMost(Duration.ofSeconds(80)).until(() -> {
                wrote(out, message("3"));
                return clients() == 0;
            });
            await("the connection to be cut").atMost(Duration.ofSeconds(20)).until(() -> !wrote(out, message("3")));
        }
    }

    private static boolean wrote(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Reads so far and no further. */
    private static void until(String text, InputStream in) throws IOException {
        var got = new StringBuilder();
        for (int next; got.indexOf(text) < 0 && (next = in.read()) >= 0;) {
            got.append((char) next);
        }
        assertThat(got).contains(text);
    }

    /** A masked text frame, as clients send it; the mask is of zeros. */
    private static byte[] message(String text) {
        return ByteBuffer.allocate(6 + text.length()).put((byte) 0x81).put((byte) (0x80 | text.length())).putInt(0)
                .put(text.getBytes(StandardCharsets.US_ASCII)).array();
    }

    private double clients() {
        return metrics.get("pindai.socketio.clients").gauge().value();
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }
}
