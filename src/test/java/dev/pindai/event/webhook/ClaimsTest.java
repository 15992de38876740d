package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What one process sends no other sends at the same time, for as long as the first is alive. */
@QuarkusTest
@Timeout(240)
class ClaimsTest {

    /** Far enough for the service itself to leave alone what is due then. */
    private static final Instant LATER = Instant.now().plus(Duration.ofHours(2));

    @Inject
    EventLog log;
    @Inject
    EntityManager entities;
    @Inject
    Statements statements;
    @Inject
    ObjectMapper json;

    private final HookReceiver receiver = new HookReceiver();
    private final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void nothingIsLeft() {
        HookApi.deleteAll();
    }

    @AfterEach
    void clean() {
        done.countDown();
        HookApi.deleteAll();
        receiver.close();
    }

    @Test
    void whatOneHasTakenNoOtherTakesBeforeItsClaimIsOver() {
        somethingIsDueLater();
        assertThat(take(process(LATER))).hasSize(1);
        assertThat(take(process(LATER))).isEmpty();
        assertThat(take(process(LATER.plus(Claims.LEASE).minusSeconds(1)))).isEmpty();
        assertThat(take(process(LATER.plus(Claims.LEASE).plusSeconds(1)))).hasSize(1);
    }

    @Test
    void ofTwoThatTakeAtTheSameMomentOneGetsItAndTheOtherDoesNotWait() {
        somethingIsDueLater();
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(process(LATER).take(room(), Set.of()).claims()).hasSize(1);
            // The first has not committed yet.
            assertThat(take(process(LATER))).isEmpty();
        });
    }

    @Test
    void aClaimLastsAsLongAsItsRequestAndTheRequestIsMadeOnce() {
        var slow = UUID.fromString(Api.create("Pelan"));
        var other = UUID.fromString(Api.create("Lain"));
        receiver.answer(request -> answer(request, slow));
        var id = HookApi.create(receiver.url("/hook"), Map.of());
        append(slow);
        receiver.await(1);
        // As after a pause of the whole machine.
        sql("update webhook_queue set claimed_until = now() - interval '1 minute' where session_id = :id", slow);
        for (int count = 2; count <= 3; count++) {
            append(other);
            receiver.await(count);
        }
        assertThat(receiver.received()).extracting(Received::sessionId).containsExactly(slow.toString(), other.toString(),
                other.toString());
        Awaitility.await("the claim to be renewed").atMost(Duration.ofSeconds(30))
                .until(() -> claimedUntil(slow).isAfter(Instant.now()));
        done.countDown();
        HookApi.await(id, "DELIVERED", 3);
    }

    private void somethingIsDueLater() {
        var session = UUID.fromString(Api.create("Toko"));
        var id = HookApi.create(receiver.url("/hook"), Map.of("enabled", false));
        append(session);
        HookApi.await(id, "PENDING", 1);
        sql("update webhook_queue set next_at = now() + interval '1 hour' where session_id = :id", session);
        sql("update webhook set enabled = true where id = :id", UUID.fromString(id));
    }

    /** The claims of another process, by whose clock it is this moment. */
    private Claims process(Instant now) {
        return new Claims(entities, statements, json, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<Claim> take(Claims claims) {
        return QuarkusTransaction.requiringNew().call(() -> {
            entities.createNativeQuery("set local lock_timeout = '5s'").executeUpdate();
            return claims.take(room(), Set.of()).claims();
        });
    }

    private static HostSlots room() {
        return new HostSlots(8, 8);
    }

    private Reply answer(Received request, UUID slow) {
        try {
            if (request.sessionId().equals(slow.toString())) {
                done.await(60, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Reply.of(200);
    }

    private void append(UUID session) {
        QuarkusTransaction.requiringNew().run(() -> log.append(new SessionEvent.Authenticated(session)));
    }

    private void sql(String statement, UUID id) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement).setParameter("id", id).executeUpdate());
    }

    private Instant claimedUntil(UUID session) {
        return QuarkusTransaction.requiringNew().call(() -> (Instant) entities
                .createNativeQuery("select coalesce(claimed_until, 'epoch') from webhook_queue where session_id = :id",
                        Instant.class)
                .setParameter("id", session).getSingleResult());
    }
}
