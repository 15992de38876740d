package dev.pindai.event.sse;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import dev.pindai.event.SessionEvent;
import dev.pindai.event.live.Pulse;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.SseClient;
import dev.pindai.testsupport.SseClient.Message;
import dev.pindai.testsupport.Streams;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.micrometer.core.instrument.MeterRegistry;

/** Server-sent events: the same frames, resumed by what browsers send by themselves, refused before the stream begins. */
@QuarkusTest
@Timeout(240)
class EventStreamsTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;
    @Inject
    Pulse pulse;
    @Inject
    MeterRegistry metrics;

    private UUID id;
    private UUID other;

    @BeforeEach
    void begin() {
        id = streams.begin();
        other = streams.begin();
        LongStream.rangeClosed(2, 4).forEach(i -> streams.ready(id, i));
    }

    @AfterEach
    void end() {
        streams.end(id);
        streams.end(other);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void itTellsThePresentAndThenWhatComes(HttpClient.Version version) throws Exception {
        try (var stream = SseClient.connect(version, base, "/api/sessions/" + id + "/events")) {
            assertThat(stream.answer().version()).isEqualTo(version);
            assertThat(stream.answer().statusCode()).isEqualTo(200);
            assertThat(stream.answer().headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(stream.answer().headers().allValues("Cache-Control")).containsOnly("no-store");
            var present = stream.await(1).getFirst();
            assertThat(present.data().get("snapshot").asBoolean()).isTrue();
            assertThat(present.event()).isEqualTo("status");
            streams.ready(id, 5);
            var ready = stream.await(2).getLast();
            assertThat(ready.id()).isEqualTo("5");
            assertThat(ready.event()).isEqualTo("ready");
            assertThat(ready.data().at("/data/wid").asText()).isEqualTo("5@c.us");
            assertThat(stream.retries()).containsExactly("2000");
        }
    }

    @Test
    void itGoesOnAfterTheLastEventId() throws Exception {
        try (var stream = SseClient.connect(base, "/api/sessions/" + id + "/events?after=1")) {
            assertThat(stream.await(3)).extracting(Message::seq).containsExactly(2L, 3L, 4L);
        }
        try (var stream = SseClient.connect(base, "/api/sessions/" + id + "/events?after=1&events=ready", "Last-Event-ID",
                "3")) {
            streams.append(new SessionEvent.Authenticated(id));
            streams.ready(id, 6);
            assertThat(stream.await(2)).extracting(Message::seq).containsExactly(4L, 6L);
        }
    }

    @Test
    void manySessionsGoOnAfterACursor() throws Exception {
        var path = "/api/events?session=" + id + "," + other;
        String last;
        try (var stream = SseClient.connect(base, path)) {
            assertThat(stream.await(2).getFirst().id()).as("half of the present").isNull();
            streams.ready(other, 2);
            last = stream.await(3).getLast().id();
        }
        streams.ready(id, 5);
        streams.ready(other, 3);
        try (var stream = SseClient.connect(base, path + "&cursor=0", "Last-Event-ID", last)) {
            assertThat(stream.await(2)).extracting(message -> message.data().at("/data/wid").asText())
                    .containsExactlyInAnyOrder("5@c.us", "3@c.us");
        }
    }

    @Test
    void aSecretIsInItWhileItIsValid() throws Exception {
        var now = Instant.now();
        streams.append(new SessionEvent.Qr(id, "2@now", 1, 6, now, now.plusSeconds(60)));
        try (var stream = SseClient.connect(base, "/api/sessions/" + id + "/events?events=qr&after=0")) {
            assertThat(stream.await(1).getFirst().data().at("/data/qr").asText()).isEqualTo("2@now");
        }
    }

    @Test
    void theHistoryStaysWhereItWas() {
        for (var accept : new String[] { "*/*", "application/json", "application/json, text/event-stream;q=0.9" }) {
            Api.call().accept(accept).get("/api/sessions/{id}/events", UUID.randomUUID()).then().statusCode(404)
                    .body("code", equalTo("SESSION_NOT_FOUND"), "detail", startsWith("There is no session "));
        }
        var session = Api.create("Riwayat");
        Api.call().accept("*/*").get("/api/sessions/{id}/events", session).then().statusCode(200).body("items[0].seq",
                equalTo(1));
        Api.delete(session);
    }

    @Test
    void whatCanNotBeHadIsAProblemBeforeTheStreamBegins() {
        refused("/api/sessions/" + UUID.randomUUID() + "/events", 404, "SESSION_NOT_FOUND");
        refused("/api/sessions/toko/events", 404, "SESSION_NOT_FOUND");
        refused("/api/sessions/" + id + "/events?after=soon", 400, "VALIDATION_FAILED");
        refused("/api/sessions/" + id + "/events?after=99", 400, "VALIDATION_FAILED");
        refused("/api/sessions/" + id + "/events?events=qrcode", 400, "VALIDATION_FAILED");
        refused("/api/events?cursor=tomorrow", 400, "VALIDATION_FAILED");
        refused("/api/events?session=" + id + "," + UUID.randomUUID() + "&cursor=0", 404, "SESSION_NOT_FOUND");
        Api.call().accept("application/json").get("/api/events").then().statusCode(406).body("code", equalTo("NOT_ACCEPTABLE"));
        given().accept("text/event-stream").get("/api/events").then().statusCode(401).body("code", equalTo("UNAUTHORIZED"));
        given().accept("text/event-stream").get("/api/sessions/{id}/events", id).then().statusCode(401);
    }

    private static void refused(String path, int status, String code) {
        Api.call().accept("text/event-stream").get(path).then().statusCode(status)
                .contentType("application/problem+json").body("code", equalTo(code), "instance", equalTo(path.split("\\?")[0]));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aClientThatIsThereHearsHeartbeatsAndOneThatLeftIsForgotten(HttpClient.Version version) throws Exception {
        await("clients of other tests to be forgotten").atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
        try (var stream = SseClient.connect(version, base, "/api/sessions/" + id + "/events?events=qr")) {
            assertThat(clients()).isEqualTo(1);
            pulse.beat();
            await().atMost(Duration.ofSeconds(60)).until(() -> stream.comments().contains(""));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void theEndOfTheServiceEndsItProperly(HttpClient.Version version) throws Exception {
        try (var stream = SseClient.connect(version, base, "/api/sessions/" + id + "/events")) {
            stream.await(1);
            pulse.stop();
            stream.awaitEnd();
            assertThat(stream.comments()).filteredOn(comment -> !comment.isEmpty())
                    .containsExactly("Pindai is stopping; come back in a moment");
        }
    }

    private double clients() {
        return metrics.get("pindai.live.clients").gauge().value();
    }
}
