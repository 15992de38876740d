package dev.pindai.event.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.event.webhook.HookApi;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.TestKey;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Front ends that use the Socket.IO client from npm as it is hear what they were promised. */
@QuarkusTest
@Timeout(240)
class SocketIoClientTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventLog log;
    @Inject
    Connections connections;

    private UUID id;

    @BeforeEach
    void create() {
        HookApi.deleteAll();
        id = UUID.fromString(Api.create("Depan"));
    }

    @AfterEach
    void clean() {
        Api.deleteAll();
    }

    @Test
    void withItsDefaultsItBeginsWithPollingAndMovesToAWebSocket() {
        try (var client = NpmClient.io(base, auth())) {
            assertThat(client.await("open").get("transport").asText()).isEqualTo("polling");
            assertThat(client.await("upgrade").get("transport").asText()).isEqualTo("websocket");
            client.await("event");
            append(new SessionEvent.Ready(id, "628123@c.us", "+628123", "Sari"));
            assertThat(client.event("ready").get("pushName").asText()).isEqualTo("Sari");
            assertThat(client.said("disconnect")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "polling", "websocket" })
    void eachTransportBringsEveryEvent(String transport) {
        var now = Instant.parse("2026-11-25T10:00:00Z");
        var qr = new SessionEvent.Qr(id, "2@the,text,of,a,code", 1, 6, Instant.now(), Instant.now().plusSeconds(60));
        try (var client = NpmClient.io(base, auth("transports", List.of(transport)))) {
            client.await("connect");
            append(qr);
            append(new SessionEvent.Ready(id, "628123@c.us", "+628123", "Sari"));
            append(new SessionEvent.Disconnected(id, "LOGGED_OUT", false));
            append(new SessionEvent.AuthFailure(id, "AUTH_FAILURE", "Scan again"));
            append(new SessionEvent.QrTimeout(id, 30, SessionEvent.QrTimeout.Phase.GENERATION));

            var shown = client.event("qr");
            assertThat(shown.get("qr").asText()).isEqualTo(qr.qr());
            assertThat(shown.get("sessionId").asText()).isEqualTo(id.toString());
            assertThat(shown.get("maxAttempts").asInt()).isEqualTo(6);
            assertThat(Instant.parse(shown.get("at").asText())).isAfter(now);
            assertThat(client.await("qr").get("qr").asText()).isEqualTo(qr.qr());
            assertThat(client.event("ready").get("wid").asText()).isEqualTo("628123@c.us");
            assertThat(client.event("disconnected").get("willRetry").asBoolean(true)).isFalse();
            assertThat(client.event("auth_failure").get("message").asText()).isEqualTo("Scan again");
            assertThat(client.event("qr_timeout").get("phase").asText()).isEqualTo("GENERATION");
            assertThat(client.said("event").stream().filter(event -> !event.at("/args/0").has("snapshot"))
                    .map(event -> event.at("/args/0/seq").asInt())).containsExactly(2, 3, 4, 5, 6);
            assertThat(client.said("event")).allMatch(event -> event.get("args").size() == 1);
            assertThat(client.said("upgrade")).isEmpty();
        }
    }

    @Test
    void aLateJoinerGetsThePresentStateAndThenWhatFollows() {
        var session = id.toString();
        var qr = Api.post(session, "start?wait=qr").statusCode(200).extract().<String> path("qr");
        try (var client = NpmClient.io(base, auth())) {
            assertThat(client.await("qr").get("qr").asText()).isEqualTo(qr);
            assertThat(client.events()).startsWith("status", "qr");
            assertThat(client.said("event").getFirst().at("/args/0/snapshot").asBoolean()).isTrue();
            var wid = Api.scan(qr);
            assertThat(client.event("ready").get("wid").asText()).isEqualTo(wid);
            assertThat(client.events()).containsSubsequence("authenticated", "status", "ready");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "polling", "websocket" })
    void aWrongKeyIsTold(String transport) {
        try (var client = NpmClient.io(base,
                Map.of("auth", Map.of("token", "not the key"), "transports", List.of(transport)))) {
            var error = client.await("connect_error");
            assertThat(error.get("message").asText()).contains("auth: { token");
            assertThat(error.at("/data/code").asText()).isEqualTo("UNAUTHORIZED");
            assertThat(error.get("active").asBoolean(true)).as("tries again by itself").isFalse();
            assertThat(client.said("connect")).isEmpty();
        }
    }

    @Test
    void itComesBackByItselfAndSeesThePresentState() {
        try (var client = NpmClient.io(base, auth())) {
            client.await("upgrade");
            client.await("event");
            connections.stop(new ShutdownEvent());
            var gone = client.await("disconnect");
            assertThat(gone.get("reason").asText()).isEqualTo("transport close");
            assertThat(gone.get("active").asBoolean()).isTrue();
            client.await("reconnect");
            await().atMost(Duration.ofSeconds(60)).until(() -> client.said("connect").size() == 2);
            append(new SessionEvent.Ready(id, "again@c.us", null, null));
            assertThat(client.event("ready").get("wid").asText()).isEqualTo("again@c.us");
            assertThat(client.said("event").stream().filter(event -> event.at("/args/0").has("snapshot"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatCameWhileItWasAwayFollowsWithoutGapOrDouble(boolean oneSession) {
        try (var client = NpmClient.resuming(base, TestKey.value(), oneSession ? id.toString() : "*")) {
            client.await("upgrade");
            client.await("event");
            append(new SessionEvent.Ready(id, "before@c.us", null, null));
            client.event("ready", "before@c.us");
            client.call("disconnect");
            client.await("disconnect");
            IntStream.range(0, 300).forEach(i -> append(new SessionEvent.Ready(id, "away@c.us", null, null)));
            client.call("connect");
            append(new SessionEvent.Ready(id, "after@c.us", null, null));
            client.event("ready", "after@c.us");
            assertThat(client.said("event").stream().map(event -> event.at("/args/0/seq").asInt()))
                    .isEqualTo(IntStream.rangeClosed(1, 303).boxed().toList());
        }
    }

    @Test
    void itLeavesAndComesBackWhenAskedTo() {
        try (var client = NpmClient.io(base, auth())) {
            client.await("upgrade");
            client.await("connect");
            client.call("disconnect");
            assertThat(client.await("disconnect").get("reason").asText()).isEqualTo("io client disconnect");
            client.call("connect");
            await().atMost(Duration.ofSeconds(60)).until(() -> client.said("connect").size() == 2);
        }
    }

    @Test
    void sessionsAndEventsAreChosenInTheAddressOrWithTheKey() {
        var other = UUID.fromString(Api.create("Lain"));
        var byAddress = Map.of("auth", Map.of("token", TestKey.value()), "query",
                Map.of("session", id.toString(), "events", "status,ready"));
        var byAuth = Map.of("auth", Map.of("token", TestKey.value(), "session", List.of(id.toString()), "events",
                List.of("status", "ready")));
        try (var one = NpmClient.io(base, byAddress); var two = NpmClient.io(base, byAuth)) {
            one.await("event");
            two.await("event");
            append(new SessionEvent.Ready(other, "other@c.us", null, null));
            append(new SessionEvent.Authenticated(id));
            append(new SessionEvent.Ready(id, "mine@c.us", null, null));
            for (var client : List.of(one, two)) {
                assertThat(client.event("ready").get("wid").asText()).isEqualTo("mine@c.us");
                assertThat(client.events()).containsExactly("status", "ready");
            }
        }
    }

    @Test
    void theKeyMayComeInAHeader() {
        try (var client = NpmClient.io(base, Map.of("extraHeaders", Map.of(TestKey.HEADER, TestKey.value())))) {
            client.await("connect");
            client.await("upgrade");
        }
    }

    @Test
    void nothingIsLostOrDoubledWhileItMoves() {
        try (var client = NpmClient.io(base, auth("auth", Map.of("token", TestKey.value(), "events", "ready")))) {
            client.await("connect");
            int sent = 0;
            for (; sent < 1000 && client.said("upgrade").isEmpty(); sent++) {
                append(new SessionEvent.Ready(id, sent + "@c.us", null, null));
            }
            append(new SessionEvent.Ready(id, "last@c.us", null, null));
            client.await("event", event -> event.at("/args/0/wid").asText().equals("last@c.us"));
            var seqs = client.said("event").stream().map(event -> event.at("/args/0/seq").asInt()).toList();
            assertThat(seqs).isEqualTo(IntStream.range(seqs.getFirst(), seqs.getFirst() + seqs.size()).boxed().toList());
            assertThat(seqs.getLast()).isEqualTo(sent + 2);
        }
    }

    private static Map<String, Object> auth() {
        return Map.of("auth", Map.of("token", TestKey.value()));
    }

    private static Map<String, Object> auth(String option, Object value) {
        var options = new java.util.HashMap<>(auth());
        options.put(option, value);
        return options;
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }
}
