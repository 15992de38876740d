package dev.pindai.event.socketio;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.MeterRegistry;

/** Engine.IO 4 packet by packet: what the protocol demands, and what it leaves to a server that must not be worn out. */
@QuarkusTest
@Timeout(240)
class EngineIoTest {

    private static final int MANY = 1000;
    private static final String POLLING = RawClient.HANDSHAKE;

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;
    @Inject
    MeterRegistry metrics;
    @Inject
    SocketIoConfig config;

    @BeforeEach
    void nobodyIsLeft() {
        await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void theHandshakeTellsTheTerms() throws Exception {
        try (var client = RawClient.open(base); var other = RawClient.open(base)) {
            assertThat(client.sid()).matches("[\\w-]{43}").isNotEqualTo(other.sid());
            assertThat(client.terms().get("upgrades").toString()).isEqualTo("[\"websocket\"]");
            assertThat(client.terms().get("pingInterval").asLong()).isEqualTo(config.pingInterval().toMillis());
            assertThat(client.terms().get("pingTimeout").asLong()).isEqualTo(config.pingTimeout().toMillis());
            assertThat(client.terms().get("maxPayload").asInt()).isEqualTo(65_536);
            assertThat(clients()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
            "GET,  EIO=4,                                   400, 0, Transport unknown",
            "GET,  EIO=4&transport=webtransport,            400, 0, Transport unknown",
            "GET,  EIO=4&transport=polling&sid=nobody,      400, 1, Session ID unknown",
            "POST, EIO=4&transport=polling&sid=nobody,      400, 1, Session ID unknown",
            "POST, EIO=4&transport=polling,                 400, 2, Bad handshake method",
            "PUT,  EIO=4&transport=polling,                 400, 2, Bad handshake method",
            "GET,  EIO=4&transport=websocket,               400, 3, Bad request",
            "GET,  EIO=3&transport=polling,                 400, 5, Unsupported protocol version",
            "GET,  transport=polling,                       400, 5, Unsupported protocol version" })
    void saysNoInTheWordsOfTheProtocol(String method, String query, int status, int code, String message) {
        given().request(method, "/socket.io/?" + query).then().statusCode(status)
                .contentType("application/json")
                .body("code", equalTo(code)).body("message", equalTo(message));
        assertThat(clients()).isZero();
    }

    @Test
    void aSecondPollEndsTheConnection() throws Exception {
        try (var client = RawClient.open(base)) {
            // Else a ping may be what the first one brings.
            client.say("3");
            var first = client.pollLater();
            // Which of the two is the second one is theirs to find out.
            var second = client.pollLater();
            var answers = List.of(first.get(60, SECONDS), second.get(60, SECONDS));
            assertThat(answers).anySatisfy(answer -> assertRefused(answer, 400, 3));
            assertThat(answers).anySatisfy(answer -> assertThat(answer.body()).isEqualTo("1"));
            assertRefused(client.poll(), 400, 1);
        }
    }

    @Test
    void aSecondRequestWithPacketsEndsTheConnection() throws Exception {
        try (var client = RawClient.open(base); var slow = new Socket(base.getHost(), base.getPort())) {
            // Let in, so that it does not end for being a stranger too long.
            assertThat(client.connect(RawClient.key())).startsWith("40");
            slow.getOutputStream().write(("POST /socket.io/?" + client.query() + " HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nContent-Length: 100\r\n\r\n40").getBytes(StandardCharsets.US_ASCII));
            // The first of these that comes after the slow one began is refused; those before it are as welcome as any.
            var refused = await().atMost(Duration.ofSeconds(60)).until(() -> client.say("3"),
                    answer -> answer.statusCode() == 400);
            assertRefused(refused, 400, 3);
            assertRefused(client.poll(), 400, 1);
        }
    }

    @Test
    void aRequestThatIsTooLargeEndsTheConnection() throws Exception {
        try (var client = RawClient.open(base)) {
            assertRefused(client.say("4".repeat(65_537)), 413, 3);
            assertRefused(client.poll(), 400, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "2", "9", "x", "42[\"qr\"]", "4", "4x", "40[]", "40{", "3\u001e\u001e" })
    void whatIsNoPacketOfAClientThatConnectsEndsTheConnection(String payload) throws Exception {
        try (var client = RawClient.open(base)) {
            client.say(payload);
            assertRefused(client.poll(), 400, 1);
        }
    }

    @Test
    void whoeverSaysGoodbyeIsGone() throws Exception {
        try (var client = RawClient.open(base)) {
            var poll = client.pollLater();
            await().atMost(Duration.ofSeconds(60)).until(() -> client.say("3").statusCode() == 200);
            assertThat(client.say("1").body()).isEqualTo("ok");
            assertThat(poll.get(60, SECONDS).body()).isIn("2", "6", "{\"code\":1,\"message\":\"Session ID unknown\"}");
            assertThat(clients()).isZero();
        }
    }

    @Test
    void whoeverAnswersNoPingIsGone() throws Exception {
        try (var client = RawClient.open(base, TestKey.HEADER, TestKey.value())) {
            assertThat(client.connect("")).startsWith("40");
            var heard = new ArrayList<String>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                var answer = client.poll();
                heard.add(answer.body());
                return answer.statusCode() == 400 || answer.body().equals("1");
            });
            assertThat(heard).contains("2");
            assertThat(clients()).isZero();
        }
    }

    @Test
    void whoeverNeverShowsTheKeyHearsNothingAndIsGone() throws Exception {
        var id = UUID.fromString(Api.create("Rahasia"));
        try (var client = RawClient.open(base)) {
            append(new SessionEvent.Authenticated(id));
            var heard = new ArrayList<String>();
            while (heard.isEmpty() || heard.getLast().equals("2")) {
                heard.add(client.poll().body());
                client.say("3");
            }
            // It may end between two polls.
            assertThat(heard.getLast()).matches("1|\\{\"code\":1,.*");
            assertRefused(client.poll(), 400, 1);
        }
    }

    @Test
    void strangersHaveALimitThatKeepsOutNobodyElse() throws Exception {
        var strangers = new ArrayList<RawClient>();
        try (var known = RawClient.open(base, TestKey.HEADER, TestKey.value()); var nobody = new RawClient(base)) {
            for (int i = 0; i < config.maxUnauthenticated() / 10; i++) {
                strangers.add(RawClient.open(base));
            }
            assertRefused(nobody.get(POLLING), 503, 4);
            RawClient.open(base, TestKey.HEADER, TestKey.value()).close();
            assertThat(known.connect("")).startsWith("40");
            // Whoever was let in is no stranger any more.
            assertThat(strangers.getFirst().connect(RawClient.key())).startsWith("40");
            RawClient.open(base).close();
        } finally {
            strangers.forEach(RawClient::close);
        }
    }

    @Test
    void aConnectionBelongsToTheKeyItBeganWith() throws Exception {
        try (var known = RawClient.open(base, TestKey.HEADER, TestKey.value());
                var thief = new RawClient(base);
                var stranger = RawClient.open(base);
                var other = new RawClient(base, TestKey.HEADER, TestKey.value())) {
            assertRefused(thief.get(known.query()), 403, 4);
            assertRefused(thief.post(known.query(), "40"), 403, 4);
            assertRefused(other.get(stranger.query()), 403, 4);
            assertThat(known.connect("")).startsWith("40");
        }
    }

    @Test
    void whoeverPollsTooSlowlyIsClosed() throws Exception {
        var id = UUID.fromString(Api.create("Lambat"));
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(RawClient.key())).startsWith("40");
            client.await("42[\"status\"");
            int sent = 0;
            for (; sent < MANY && clients() == 1; sent++) {
                append(new SessionEvent.Authenticated(id));
                if (sent % 20 == 0) {
                    // It lives, it only doesn't read.
                    client.say("3");
                }
            }
            // Marks that stand between the events in the queue take some of its room.
            assertThat(sent).as("events that fit into the queue").isGreaterThanOrEqualTo(128);
            // A slow machine finds out later that nobody reads.
            await().atMost(Duration.ofSeconds(60)).until(() -> clients() == 0);
            assertRefused(client.poll(), 400, 1);
        }
    }

    @Test
    void anAddressThatCannotBeReadIsNoFault() throws Exception {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(("GET /socket.io/?" + POLLING + "&sid=%zz HTTP/1.1\r\nHost: " + base.getAuthority()
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void answersThatNobodyReadsDoNotPileUp() throws Exception {
        try (var client = RawClient.open(base); var greedy = RawClient.open(base)) {
            // Each has an answer of its own, for which nothing has to be looked up.
            assertThat(client.say(questions(20)).statusCode()).isEqualTo(200);
            assertThat(client.await("44/nowhere,")).contains("UNKNOWN_NAMESPACE");
            assertThat(greedy.say(questions(40)).statusCode()).isEqualTo(200);
            assertRefused(greedy.poll(), 400, 1);
        }
    }

    @Test
    void whatIsThereLeavesTogetherAndInOrder() throws Exception {
        var id = UUID.fromString(Api.create("Bersama"));
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(RawClient.key("\"session\":\"" + id + "\",\"events\":[\"ready\"]"))).startsWith("40");
            IntStream.range(0, 100).forEach(i -> {
                append(new SessionEvent.Ready(id, i + "@c.us", null, null));
                stay(client, i);
            });
            var answers = new ArrayList<String>();
            var all = new ArrayList<String>();
            while (all.stream().filter(packet -> packet.startsWith("42")).count() < 100) {
                answers.add(client.poll().body());
                all.addAll(List.of(answers.getLast().split("\u001e")));
                client.say("3");
            }
            assertThat(answers).as("many in one").anySatisfy(answer -> assertThat(answer).contains("\u001e42[\"ready\""));
            assertThat(all.stream().filter(packet -> packet.startsWith("42")).map(packet -> packet.replaceAll(
                    ".*\"wid\":\"(\\d+)@.*", "$1")).map(Integer::valueOf)).isEqualTo(IntStream.range(0, 100).boxed().toList());
        }
    }

    /** However much there is: of what waits nothing is copied but the next answer. */
    @Test
    void anAnswerHasItsLength() throws Exception {
        var id = UUID.fromString(Api.create("Panjang"));
        try (var client = RawClient.open(base)) {
            assertThat(client.connect(RawClient.key("\"session\":\"" + id + "\",\"events\":[\"ready\"]"))).startsWith("40");
            IntStream.range(0, 40).forEach(i -> {
                append(new SessionEvent.Ready(id, i + "@c.us", null, "x".repeat(8000)));
                stay(client, i);
            });
            for (int got = 0; got < 40;) {
                var answer = client.poll().body();
                assertThat(answer.length()).as("64 kB, and what is left of the last event").isLessThan(75_000);
                got += (int) Stream.of(answer.split("\u001e")).filter(packet -> packet.startsWith("42")).count();
                client.say("3");
            }
        }
    }

    /** It lives, it only doesn't read yet. */
    private static void stay(RawClient client, int i) {
        if (i % 10 == 0) {
            client.say("3");
        }
    }

    private static String questions(int count) {
        return String.join("\u001e", Collections.nCopies(count, "40/nowhere,"));
    }

    private void assertRefused(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"code\":" + code + ",\"message\":");
    }

    private double clients() {
        return metrics.get("pindai.socketio.clients").gauge().value();
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }
}
