package dev.pindai.event.websocket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.event.live.Pulse;
import dev.pindai.testsupport.Streams;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The client module as others load it from the service, in a program of its own: it leaves nothing out and doubles nothing. */
@QuarkusTest
@Timeout(240)
class ClientModuleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;
    @Inject
    Pulse pulse;

    private final List<JsonNode> lines = new CopyOnWriteArrayList<>();
    private UUID id;
    private Path module;

    @BeforeEach
    void load() throws IOException {
        id = streams.begin();
        var code = given().get("/assets/pindai-client.js").then().statusCode(200)
                .contentType(containsString("javascript")).header("Cache-Control", equalTo("no-cache"))
                .header("X-Content-Type-Options", equalTo("nosniff")).extract().asString();
        module = Files.createDirectories(Path.of("target", "client-test")).resolve("pindai-client.mjs").toAbsolutePath();
        Files.writeString(module, code);
    }

    @AfterEach
    void end() {
        streams.end(id);
    }

    @Test
    void itGoesOnWhereItsConnectionWasLost() throws Exception {
        var now = Instant.now();
        try (var program = follow(id.toString(), "{}")) {
            awaitFrames(1);
            streams.append(new SessionEvent.Qr(id, "2@first", 1, 6, now, now.plusSeconds(60)));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.path("qr").asText().equals("2@first")));
            for (int round = 1; round <= 3; round++) {
                pulse.stop();
                LongStream.range(0, 5).forEach(i -> streams.ready(id, i));
                var last = 2 + 5 * round;
                await().atMost(Duration.ofSeconds(60)).until(() -> seqs().contains((long) last));
            }
            assertThat(seqs()).isEqualTo(LongStream.rangeClosed(1, 17).boxed().toList());
            assertThat(frames().stream().filter(line -> line.get("snapshot").asBoolean())).hasSize(1);
        }
    }

    @Test
    void itBeginsWhereAnotherOneEnded() throws Exception {
        var other = streams.begin();
        String place;
        try (var program = follow(id + "," + other, "{}")) {
            awaitFrames(2);
            streams.ready(id, 2);
            place = awaitFrames(3).getLast().get("place").toString();
        }
        streams.ready(other, 2);
        streams.ready(id, 3);
        lines.clear();
        try (var program = follow(id + "," + other, place)) {
            awaitFrames(2);
            assertThat(seqs()).containsExactlyInAnyOrder(2L, 3L);
        }
        streams.end(other);
    }

    /** A program that ends with its input. */
    private record Program(Process process) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).isZero();
        }
    }

    private Program follow(String session, String place) throws IOException {
        var url = base.toString().replaceFirst("^http", "ws") + "ws";
        // Node 20 has a WebSocket only if it is asked for.
        var builder = new ProcessBuilder("node", "--experimental-websocket", "--no-warnings",
                Path.of("src", "test", "client", "follow.mjs").toString(), module.toString(), url, session, place)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PINDAI_KEY", TestKey.value());
        var process = builder.start();
        Thread.startVirtualThread(() -> process.inputReader().lines().forEach(this::read));
        return new Program(process);
    }

    private void read(String line) {
        try {
            lines.add(JSON.readTree(line));
        } catch (IOException e) {
            throw new IllegalStateException("Not JSON: " + line, e);
        }
    }

    private List<JsonNode> awaitFrames(int count) {
        await(count + " frames").atMost(Duration.ofSeconds(60)).until(() -> frames().size() >= count);
        return frames();
    }

    private List<JsonNode> frames() {
        return lines.stream().filter(line -> line.has("event")).toList();
    }

    private List<Long> seqs() {
        return frames().stream().map(line -> line.get("seq").asLong()).toList();
    }
}
