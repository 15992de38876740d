package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

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

/** What a dead process leaves in the database is taken up; what must not be in there is not; what is old leaves. */
@QuarkusTest
@Timeout(240)
class NothingIsLostTest {

    @Inject
    EventLog log;
    @Inject
    EntityManager entities;
    @Inject
    Upkeep upkeep;
    @Inject
    WebhookMetrics metrics;

    private final HookReceiver receiver = new HookReceiver();

    @AfterEach
    void clean() {
        HookApi.deleteAll();
        receiver.close();
    }

    /** As if the process had died right after the commit: nobody in this one was told. */
    @Test
    void whatWasCommittedWithoutAnybodyBeingToldIsFound() {
        var session = session();
        HookApi.create(receiver.url("/hook"), Map.of());
        QuarkusTransaction.requiringNew().run(() -> {
            for (int seq = 2; seq <= 4; seq++) {
                sql("insert into event (session_id, seq, type, at, data) values (:id, " + seq
                        + ", 'authenticated', clock_timestamp(), '{}')", session);
            }
            sql("update event_stream set last_seq = 4 where session_id = :id", session);
        });
        assertThat(receiver.await(3)).extracting(Received::seq).containsExactly(2L, 3L, 4L);
    }

    @Test
    void whatADeadProcessHadClaimedIsTakenUpOnceItsClaimIsOver() {
        var session = session();
        var other = session();
        var id = HookApi.create(receiver.url("/hook"), Map.of("enabled", false));
        append(new SessionEvent.Authenticated(session));
        HookApi.await(id, "PENDING", 1);
        claim(session, "now() + interval '1 hour'");
        HookApi.change(id, Map.of("enabled", true));
        append(new SessionEvent.Authenticated(other));
        assertThat(receiver.await(1)).extracting(Received::sessionId).containsExactly(other.toString());
        claim(session, "now() - interval '1 second'");
        assertThat(receiver.await(2).getLast().sessionId()).isEqualTo(session.toString());
    }

    @Test
    void aCodeIsSentWhileItIsValidAndStoredNowhere() {
        var session = session();
        receiver.answer(request -> new Reply(500, Map.of("X-Echo", "a", "Location", request.body()), "got " + request.body()));
        var id = HookApi.create(receiver.url("/hook"), Map.of("retries", HookApi.TWICE));
        var valid = "2@Val1dC0de/That+Must=Not,Be,Stored";
        append(qr(session, valid, Instant.now().plusSeconds(600)));
        var over = "2@0verC0de/That+Must=Not,Be,Sent";
        append(qr(session, over, Instant.now().minusSeconds(1)));
        HookApi.await(id, "DEAD", 2);
        var requests = receiver.received();
        assertThat(requests).extracting(request -> request.json().at("/data/qr").asText()).containsExactly(valid, valid, "",
                "");
        assertThat(requests.getLast().json().at("/data/expired").asBoolean()).isTrue();
        assertThat(requests.getLast().body()).doesNotContain(over);
        var dead = HookApi.deliveries(id);
        assertThat(HookApi.delivery(id, dead.getFirst().get("id")).getString("response.body")).isNull();
        assertThat(HookApi.delivery(id, dead.getLast().get("id")).getString("response.body")).startsWith("got {");
        assertThat(everything()).contains(requests.getFirst().id()).doesNotContain("Val1dC0de");
    }

    @Test
    void anEventThatTheLogNoLongerHoldsIsDeadAndHoldsUpNobody() {
        var session = session();
        var id = HookApi.create(receiver.url("/hook"), Map.of("enabled", false));
        for (int i = 0; i < 11; i++) {
            append(new SessionEvent.Authenticated(session));
        }
        HookApi.await(id, "PENDING", 11);
        QuarkusTransaction.requiringNew().run(() -> sql("delete from event where session_id = :id and seq < 12", session));
        HookApi.change(id, Map.of("enabled", true));
        assertThat(receiver.await(1)).extracting(Received::seq).containsExactly(12L);
        assertThat(HookApi.await(id, "DEAD", 10)).allSatisfy(
                dead -> assertThat(dead).containsEntry("reason", "EVENT_REMOVED").containsEntry("tries", 0));
        assertThat(HookApi.get(id).getBoolean("enabled")).as("what is no fault of the receiver's").isTrue();
    }

    @Test
    void whatCanNotBeSentHoldsUpItsSuccessorsForItsTimeAndNoLonger() {
        var session = session();
        var id = HookApi.create(receiver.url("/hook"),
                Map.of("retries", Map.of("policy", "constant", "delaySeconds", 1, "totalSeconds", 2)));
        // Something that no caller can do: an address without a host.
        QuarkusTransaction.requiringNew()
                .run(() -> sql("update webhook set url = 'http:/none' where id = :id", UUID.fromString(id)));
        append(new SessionEvent.Authenticated(session));
        append(new SessionEvent.Authenticated(session));
        assertThat(HookApi.await(id, "DEAD", 2).getFirst()).containsEntry("reason", "INTERNAL").containsEntry("tries", 0);
    }

    @Test
    void figuresTellWhatWaitsAndWhatFailed() {
        var session = session();
        receiver.answer(404);
        var id = HookApi.create(receiver.url("/hook"), Map.of());
        append(new SessionEvent.Authenticated(session));
        HookApi.await(id, "DEAD", 1);
        receiver.answer(503);
        append(new SessionEvent.Authenticated(session));
        receiver.await(2);
        figures(seen -> {
            assertThat(seen.dead()).isEqualTo(1);
            assertThat(seen.pending()).isEqualTo(1);
            assertThat(seen.lag()).isPositive();
        });
        HookApi.change(id, Map.of("enabled", false));
        figures(seen -> {
            assertThat(seen.pending()).as("of one that is paused nothing is late").isZero();
            assertThat(seen.disabled()).as("by Pindai").isZero();
        });
    }

    /** The service looks now and then as well, and may write down later what it saw before. */
    private void figures(Consumer<WebhookMetrics.Figures> seen) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            metrics.look();
            seen.accept(metrics.figures());
        });
    }

    @Test
    void oldDeliveriesAreForgottenAndThoseThatWaitAreNot() {
        var session = session();
        receiver.answer(request -> Reply.of(request.seq() == 2 ? 200 : request.seq() == 3 ? 404 : 503));
        var id = HookApi.create(receiver.url("/hook"), Map.of());
        for (int i = 0; i < 3; i++) {
            append(new SessionEvent.Authenticated(session));
        }
        receiver.await(3);
        HookApi.await(id, "PENDING", 1);
        age(id, "8 days");
        upkeep.forget();
        assertThat(HookApi.deliveries(id)).extracting(one -> one.get("status")).containsExactly("DEAD", "PENDING");
        age(id, "31 days");
        upkeep.forget();
        assertThat(HookApi.deliveries(id)).extracting(one -> one.get("status")).containsExactly("PENDING");
    }

    private void age(String webhook, String by) {
        QuarkusTransaction.requiringNew().run(() -> sql("update webhook_delivery set tried_at = now() - interval '" + by
                + "' where webhook_id = :id", UUID.fromString(webhook)));
    }

    private void claim(UUID session, String until) {
        QuarkusTransaction.requiringNew()
                .run(() -> sql("update webhook_queue set claimed_by = gen_random_uuid(), claimed_until = "
                        + until + " where session_id = :id", session));
    }

    private static SessionEvent qr(UUID session, String code, Instant until) {
        return new SessionEvent.Qr(session, code, 1, 6, Instant.now(), until);
    }

    private static UUID session() {
        return UUID.fromString(Api.create("Toko"));
    }

    private void append(SessionEvent event) {
        QuarkusTransaction.requiringNew().run(() -> log.append(event));
    }

    private void sql(String statement, UUID id) {
        entities.createNativeQuery(statement).setParameter("id", id).executeUpdate();
    }

    /** Every row of every table of ours, as text. */
    @SuppressWarnings("unchecked")
    private String everything() {
        return QuarkusTransaction.requiringNew().call(() -> {
            var text = new StringBuilder();
            for (var table : List.of("session", "event", "event_stream", "webhook", "webhook_delivery", "webhook_queue",
                    "webhook_position")) {
                entities.createNativeQuery("select cast(t as text) from " + table + " t", String.class).getResultList()
                        .forEach(row -> text.append(row).append('\n'));
            }
            return text.toString();
        });
    }
}
