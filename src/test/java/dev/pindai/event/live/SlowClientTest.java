package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;

/** A client that reads nothing is closed and harms nobody, whatever its channel. */
@QuarkusTest
@TestProfile(SlowClientTest.FewFrames.class)
@Timeout(240)
class SlowClientTest {

    /** A queue that a test can fill, by the key's old name. */
    public static class FewFrames implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pindai.websocket.queue", "32");
        }
    }

    /** Of a WebSocket, masked with zeros; who streams gets it, too, and does not mind. */
    private static final byte[] PONG = { (byte) 0x8a, (byte) 0x80, 0, 0, 0, 0 };
    private static final int BATCH = 16;
    private static final int MANY = 20_000;

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;
    @Inject
    MeterRegistry metrics;

    @ParameterizedTest
    @ValueSource(strings = { """
            GET /ws?session=ID HTTP/1.1
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            """, """
            GET /api/sessions/ID/events HTTP/1.1
            Accept: text/event-stream
            """ })
    void aClientThatReadsNothingIsClosedAndSlowsNobody(String request) throws IOException {
        var id = streams.begin();
        await("clients of other tests to be forgotten").atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
        try (var live = LiveClient.connect(base, "session=" + id + "&events=status,ready");
                var silent = sent(request.replace("ID", id.toString()))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 2);
            live.await("status");
            var name = "x".repeat(1000);
            // The one who reads keeps up, however busy the machine is; the other never will.
            for (int sent = 0; sent < MANY && clients() == 2; sent += BATCH) {
                IntStream.range(sent, sent + BATCH)
                        .forEach(i -> streams.append(new SessionEvent.Ready(id, i + "@c.us", "+" + i, name)));
                int all = sent + BATCH;
                await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5))
                        .until(() -> live.frames("ready").size() == all);
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> clients() == 1);
            await("the connection to be cut").atMost(Duration.ofSeconds(20)).until(() -> !wrote(silent, PONG));
            streams.append(new SessionEvent.Ready(id, "last@c.us", "+1", null));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> live.frames().getLast().at("/data/wid").asText().equals("last@c.us"));
            var seqs = live.frames().stream().map(frame -> frame.get("seq").asLong()).toList();
            assertThat(seqs).isSorted().doesNotHaveDuplicates();
            assertThat(seqs.getLast() - seqs.getFirst()).as("without gaps").isEqualTo(seqs.size() - 1L);
        }
        streams.end(id);
    }

    private static boolean wrote(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private double clients() {
        return metrics.get("pindai.live.clients").gauge().value();
    }

    /** A connection that has sent its request, and from which nobody reads. */
    private Socket sent(String request) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        var head = request + "Host: " + base.getAuthority() + "\n" + TestKey.HEADER + ": " + TestKey.value() + "\n\n";
        socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
