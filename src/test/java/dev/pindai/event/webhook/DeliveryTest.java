package dev.pindai.event.webhook;

import static dev.pindai.testsupport.Api.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.HookReceiver;
import dev.pindai.testsupport.HookReceiver.Received;
import dev.pindai.testsupport.HookReceiver.Reply;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What receivers get: each event, in its order, with what proves where it comes from; and what becomes of those that fail. */
@QuarkusTest
@Timeout(240)
class DeliveryTest {

    private static final String SECRET = "my-secret-key";

    @Inject
    EventLog log;

    private final HookReceiver receiver = new HookReceiver();

    @AfterEach
    void clean() {
        HookApi.deleteAll();
        receiver.close();
    }

    @Test
    void eventsComeInTheirOrderAndProveWhereTheyComeFrom() throws GeneralSecurityException, IOException {
        var session = session();
        var before = append(session, 1);
        var id = create(Map.of("secret", SECRET, "headers", Map.of("Authorization", "Bearer t0ken", "User-Agent", "Mine")));
        append(session, 20);
        var requests = receiver.await(20);
        assertThat(requests).extracting(Received::seq).as("those before it was made are not sent")
                .isEqualTo(LongStream.rangeClosed(before + 1, before + 20).boxed().toList());
        assertThat(requests).extracting(Received::id).doesNotHaveDuplicates();
        var first = requests.getFirst();
        assertThat(first.json().at("/data/wid").asText()).isEqualTo("1@c.us");
        var at = first.headers().get("x-webhook-timestamp");
        assertThat(Instant.ofEpochMilli(Long.parseLong(at))).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(first.headers()).containsEntry("content-type", "application/json")
                .containsEntry("authorization", "Bearer t0ken").containsEntry("user-agent", "Mine")
                .containsEntry("x-webhook-request-id", first.id()).containsEntry("x-webhook-attempt", "1")
                .containsEntry("x-webhook-hmac-algorithm", "sha512")
                .containsEntry("x-webhook-hmac", hmac("HmacSHA512", first.body()))
                .containsEntry("x-pindai-signature", "t=" + at + ",v1=" + hmac("HmacSHA256", at + "." + first.body()));

        assertThat(first.headers().keySet()).as("as they are described").containsAll(described()).filteredOn(
                name -> name.startsWith("x-")).isSubsetOf(described());

        var sent = HookApi.await(id, "DELIVERED", 20).getFirst();
        assertThat(sent).containsEntry("id", first.id()).containsEntry("tries", 1).containsEntry("responseStatus", 200)
                .containsEntry("event", "ready");
        var detail = HookApi.delivery(id, first.id());
        assertThat(detail.getString("request.headers.Authorization")).isEqualTo("•••");
        assertThat(detail.getString("request.headers.X-Webhook-Hmac")).isEqualTo(first.headers().get("x-webhook-hmac"));
        assertThat(detail.getString("request.body.data.wid")).isEqualTo("1@c.us");
    }

    @Test
    void filtersChooseSessionsAndEvents() {
        var one = session();
        var other = session();
        create(Map.of("sessions", List.of(one.toString()), "events", List.of("ready", "authenticated")));
        append(other, 2);
        append(new SessionEvent.Authenticated(one));
        append(new SessionEvent.PairingCodeExpired(one));
        append(one, 1);
        assertThat(receiver.await(2)).extracting(Received::event).containsExactly("authenticated", "ready");
        assertThat(receiver.received()).extracting(Received::sessionId).containsOnly(one.toString());
    }

    @Test
    void whatFailsIsTriedAgainWithTheSameIdWhileItsSuccessorsWait() {
        var session = session();
        var other = session();
        receiver.answer(request -> Reply.of(request.sessionId().equals(session.toString())
                && request.headers().get("x-webhook-attempt").equals("1") ? 503 : 200));
        var id = create(Map.of("retries", Map.of("policy", "constant", "attempts", 2, "delaySeconds", 15)));
        append(session, 2);
        HookApi.await(id, "PENDING", 2);
        receiver.await(1);
        append(other, 1);
        receiver.await(5);
        var requests = receiver.received().stream().filter(request -> request.sessionId().equals(session.toString())).toList();
        assertThat(requests).extracting(Received::seq).containsExactly(2L, 2L, 3L, 3L);
        assertThat(requests.get(0).id()).isEqualTo(requests.get(1).id()).isNotEqualTo(requests.get(2).id());
        assertThat(requests).extracting(request -> request.headers().get("x-webhook-attempt")).containsExactly("1", "2", "1",
                "2");
        assertThat(receiver.received().get(1).sessionId()).as("another session does not wait").isEqualTo(other.toString());
        assertThat(HookApi.await(id, "DELIVERED", 3).getFirst()).containsEntry("tries", 2).containsEntry("reason", null);
    }

    @Test
    void whatIsDeadLetsItsSuccessorsPassAndCanBeSentAgain() {
        var session = session();
        receiver.answer(request -> Reply.of(request.seq() == 2 ? 400 : request.seq() == 3 ? 302 : 200));
        var id = create(Map.of());
        append(session, 3);
        receiver.await(3);
        var dead = HookApi.await(id, "DEAD", 2);
        assertThat(dead).extracting(one -> one.get("reason")).containsExactly("HTTP_STATUS", "REDIRECT");
        var passed = HookApi.await(id, "DELIVERED", 1).getFirst();
        assertThat(passed).containsEntry("seq", 4);
        assertThat(Duration.between(triedAt(dead.getFirst()), triedAt(passed))).as("as soon as the dead ones are")
                .isLessThan(Claims.LEASE);
        receiver.answer(200);
        call().post("/api/webhooks/{id}/deliveries/{delivery}/redeliver", id, dead.getFirst().get("id")).then().statusCode(202)
                .body("status", equalTo("PENDING"));
        HookApi.await(id, "DELIVERED", 2);
        assertThat(receiver.received().getLast().id()).isEqualTo(receiver.received().getFirst().id());
        assertThat(receiver.received().getLast().headers()).containsEntry("x-webhook-attempt", "2");
    }

    @Test
    void oneThatIsGoneIsDisabledWithAnEventAndLosesNothing() {
        var session = session();
        var appended = new CountDownLatch(1);
        receiver.answer(after(appended, 410));
        var id = create(Map.of("events", List.of("ready")));
        append(session, 3);
        // Else its own event may come before the last of these.
        appended.countDown();
        var dead = HookApi.await(id, "DEAD", 1).getFirst();
        assertThat(dead).containsEntry("reason", "GONE").containsEntry("seq", 2);
        assertThat(receiver.received()).hasSize(1);
        HookApi.await(id, "PENDING", 2);
        var webhook = HookApi.get(id);
        assertThat(webhook.getBoolean("enabled")).isFalse();
        assertThat(webhook.getString("disabled.reason")).isEqualTo("GONE");
        assertThat(webhook.getLong("pending")).isEqualTo(2);
        call().get("/api/sessions/{id}/events?after=4", session).then().body("items[0].event", equalTo("webhook_disabled"))
                .body("items[0].data.webhookId", equalTo(id)).body("items[0].data.cause", equalTo("GONE"))
                .body("items[0].data.url", equalTo(receiver.url("/hook")));
        append(session, 1);
        HookApi.await(id, "PENDING", 3);

        receiver.answer(200);
        HookApi.change(id, Map.of("enabled", true));
        HookApi.await(id, "DELIVERED", 3);
        assertThat(receiver.received()).extracting(Received::seq).containsExactly(2L, 3L, 4L, 6L);
    }

    @Test
    void tooManyInARowDisableItAndAllOfThemCanBeSentAgain() {
        var session = session();
        var appended = new CountDownLatch(1);
        receiver.answer(after(appended, 404));
        var id = create(Map.of("events", List.of("ready")));
        append(session, 12);
        // As above.
        appended.countDown();
        HookApi.await(id, "DEAD", 10);
        assertThat(HookApi.get(id).getString("disabled.reason")).isEqualTo("FAILING");
        assertThat(HookApi.get(id).getLong("dead")).isEqualTo(10);
        call().body("{}").post("/api/webhooks/{id}/redeliver", id).then().statusCode(409).body("code",
                equalTo("WEBHOOK_DISABLED"));

        receiver.answer(200);
        HookApi.change(id, Map.of("enabled", true));
        HookApi.await(id, "DELIVERED", 2);
        var middle = HookApi.deliveries(id).get(5).get("at");
        call().body(Map.of("from", middle, "session", UUID.randomUUID())).post("/api/webhooks/{id}/redeliver", id).then()
                .statusCode(202).body("count", equalTo(0));
        call().body(Map.of("from", middle, "session", session)).post("/api/webhooks/{id}/redeliver", id).then().statusCode(202)
                .body("count", equalTo(5));
        HookApi.await(id, "DELIVERED", 7);
        call().post("/api/webhooks/{id}/redeliver", id).then().statusCode(202).body("count", equalTo(5));
        HookApi.await(id, "DELIVERED", 12);
        assertThat(receiver.received().subList(10, 22)).extracting(Received::seq).containsExactly(12L, 13L, 7L, 8L, 9L, 10L,
                11L,
                2L, 3L, 4L, 5L, 6L);
        assertThat(receiver.received()).extracting(Received::id).as("each twice at most, with the same id")
                .doesNotContainNull();
        call().body(Map.of("status", "DELIVERED")).post("/api/webhooks/{id}/redeliver", id).then().body("count", equalTo(12));
        receiver.await(34);
    }

    @Test
    void failuresThatAreNotInARowDisableNothing() {
        var session = session();
        receiver.answer(request -> Reply.of(request.seq() == 11 ? 200 : 404));
        var id = create(Map.of());
        append(session, 19);
        HookApi.await(id, "DEAD", 18);
        assertThat(HookApi.get(id).getBoolean("enabled")).as("nine before the one that arrived, nine after it").isTrue();
    }

    @Test
    void aReceiverThatAsksForTimeIsGivenIt() {
        var session = session();
        receiver.answer(request -> new Reply(503, Map.of("Retry-After", "1800"), ""));
        var id = create(Map.of("retries", HookApi.TWICE));
        append(session, 1);
        receiver.await(1);
        Awaitility.await("the first try to be written down").atMost(Duration.ofSeconds(60))
                .until(() -> HookApi.deliveries(id).getFirst().get("tries").equals(1));
        var waiting = HookApi.deliveries(id).getFirst();
        assertThat(Instant.parse((String) waiting.get("nextAt"))).as("not in a second, as it would be without")
                .isAfterOrEqualTo(triedAt(waiting).plusSeconds(1800));
    }

    @Test
    void itIsGivenItAlsoWhenAnEarlierOneIsSentAgain() {
        var session = session();
        var other = session();
        receiver.answer(request -> request.seq() == 2 ? Reply.of(400) : new Reply(503, Map.of("Retry-After", "1800"), ""));
        var id = create(Map.of());
        append(session, 2);
        receiver.await(2);
        Awaitility.await("the pause to be written down").atMost(Duration.ofSeconds(60))
                .until(() -> HookApi.deliveries(id).getLast().get("nextAt") != null);
        receiver.answer(200);
        call().post("/api/webhooks/{id}/deliveries/{delivery}/redeliver", id, HookApi.await(id, "DEAD", 1).getFirst().get("id"))
                .then().statusCode(202);
        HookApi.await(id, "DELIVERED", 1);
        append(other, 1);
        receiver.await(4);
        HookApi.await(id, "DELIVERED", 2);
        assertThat(receiver.received()).filteredOn(request -> request.seq() == 3).hasSize(1);
    }

    @Test
    void aReceiverThatDoesNotAnswerDelaysNobodyElse() throws InterruptedException {
        var done = new CountDownLatch(1);
        try (var stuck = new HookReceiver()) {
            stuck.answer(after(done, 200));
            HookApi.create(stuck.url("/hook"), Map.of());
            create(Map.of());
            var sessions = IntStream.range(0, 12).mapToObj(i -> session()).toList();
            var requests = receiver.await(12);
            assertThat(requests).extracting(Received::sessionId)
                    .hasSameElementsAs(sessions.stream().map(UUID::toString).toList());
            assertThat(stuck.await(8)).as("as many at once as a host may have").hasSize(8);
            append(sessions.getFirst(), 5);
            receiver.await(17);
            done.countDown();
            stuck.await(17);
        } finally {
            done.countDown();
        }
    }

    @Test
    void aSessionsOwnWebhookHearsOfItFromFirstToLastAndGoesWithIt() {
        var made = call().body(Map.of("name", "Toko", "webhooks", List.of(Map.of("url", receiver.url("/own")))))
                .post("/api/sessions").then().statusCode(201).extract();
        var session = UUID.fromString(made.path("id"));
        append(session, 1);
        receiver.await(2);
        Api.delete(session.toString());
        assertThat(receiver.await(3)).extracting(Received::event).containsExactly("status", "ready", "deleted");
        String id = made.path("webhooks[0].id");
        Awaitility.await("the webhook to go").atMost(Duration.ofSeconds(60))
                .until(() -> call().get("/api/webhooks/{id}", id).statusCode() == 404);
    }

    private String create(Map<String, ?> fields) {
        return HookApi.create(receiver.url("/hook"), fields);
    }

    private static UUID session() {
        return UUID.fromString(Api.create("Toko"));
    }

    /** So many events {@code ready}, each in a transaction of its own; the number of the last. */
    private long append(UUID session, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToLong(i -> append(new SessionEvent.Ready(session, i + "@c.us", "+" + i, null))).max().orElseThrow();
    }

    private long append(SessionEvent event) {
        return QuarkusTransaction.requiringNew().call(() -> log.append(event)).seq();
    }

    private static Instant triedAt(Map<String, Object> delivery) {
        return Instant.parse((String) delivery.get("triedAt"));
    }

    /** The names of headers in the description of the channel, in lower case. */
    private static List<String> described() throws IOException {
        var file = new ObjectMapper(new YAMLFactory()).readTree(Path.of("api", "asyncapi.yaml").toFile());
        return StreamSupport.stream(file.at("/components/schemas/webhookHeaders/required").spliterator(), false)
                .map(name -> name.asText().toLowerCase(Locale.ROOT)).toList();
    }

    private static String hmac(String algorithm, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), algorithm));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers with this status once the latch is down. */
    private static Function<Received, Reply> after(CountDownLatch latch, int status) {
        return request -> {
            try {
                latch.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.of(status);
        };
    }
}
