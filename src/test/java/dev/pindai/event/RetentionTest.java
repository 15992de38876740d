package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.tenant.Realm;
import dev.pindai.testsupport.Api;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Streams;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What retention removes, what it leaves, and how whoever comes later is told of the gap. */
@QuarkusTest
@Timeout(240)
class RetentionTest {

    private static final int BATCH = 3;
    private static final Realm REALM = new Realm("default", Set.of(), true, "somebody");

    @TestHTTPResource("/")
    URI base;
    @Inject
    EventRetention retention;
    @Inject
    EventLog log;
    @Inject
    EventFeed feed;
    @Inject
    EntityManager entities;
    @Inject
    Streams streams;

    @Test
    void itRemovesTheBeginningAndKeepsWhatALateJoinerGets() {
        var id = UUID.fromString(Api.create("Lama"));
        LongStream.rangeClosed(2, 10).forEach(i -> streams.ready(id, i));
        age(id, 8);
        remove();
        assertThat(log.after(id, 0, 100)).extracting(EventFrame::seq).containsExactly(9L, 10L);
        assertThat(feed.present(REALM, Set.of(id)).frames()).as("its status").extracting(EventFrame::seq).containsExactly(1L);
        assertThat(count("event", id)).isEqualTo(3);
        var page = Api.call().get("/api/sessions/{id}/events?after=2", id).then().statusCode(200).extract().jsonPath();
        assertThat(page.getLong("firstSeq")).isEqualTo(9);
        assertThat(page.getLong("lastSeq")).isEqualTo(10);
        Api.delete(id.toString());
    }

    @Test
    void whoeverComesAfterItIsToldOfTheGap() {
        var id = streams.begin();
        LongStream.rangeClosed(2, 10).forEach(i -> streams.ready(id, i));
        age(id, 8);
        remove();
        try (var live = LiveClient.connect(base, "session=" + id + "&events=ready&after=2")) {
            live.await("ready", 2);
            assertThat(live.events()).containsExactly("gap", "ready", "ready");
            var gap = live.frames().getFirst();
            assertThat(gap.at("/data/from").asLong()).isEqualTo(3);
            assertThat(gap.at("/data/to").asLong()).isEqualTo(8);
            assertThat(gap.get("seq").asLong()).isEqualTo(8);
        }
        try (var live = LiveClient.connect(base, "session=" + id + "&after=8")) {
            live.await("ready", 2);
            assertThat(live.events()).containsExactly("ready", "ready");
        }
        streams.end(id);
    }

    @Test
    void aClientOfManySessionsIsToldWhichOnesHaveAGap() {
        var one = streams.begin();
        var other = streams.begin();
        var query = "session=" + one + "," + other;
        String cursor;
        try (var live = LiveClient.connect(base, query)) {
            live.await("status", 2);
            streams.ready(other, 2);
            cursor = live.await("ready").get("cursor").asText();
        }
        LongStream.rangeClosed(2, 5).forEach(i -> streams.ready(one, i));
        streams.ready(other, 3);
        age(one, 4);
        age(other, 2);
        remove();
        try (var live = LiveClient.connect(base, query + "&cursor=" + cursor)) {
            live.await("ready", 2);
            assertThat(live.events()).containsExactlyInAnyOrder("gap", "ready", "ready");
            var gap = live.frames("gap").getFirst();
            assertThat(gap.get("sessionId").asText()).isEqualTo(one.toString());
            assertThat(gap.at("/data/to").asLong()).isEqualTo(4);
            assertThat(gap.has("cursor")).isTrue();
        }
        streams.end(one);
        streams.end(other);
    }

    @Test
    void theStreamOfADeletedSessionGoesWithItsLastEvent() {
        var id = streams.begin();
        var other = streams.begin();
        String cursor;
        try (var live = LiveClient.connect(base, "session=*")) {
            live.await("status", 2);
            streams.ready(other, 2);
            cursor = live.await("ready").get("cursor").asText();
        }
        streams.end(id);
        age(id, 1);
        remove();
        assertThat(count("event_stream", id)).as("it ended a moment ago").isEqualTo(1);
        age(id, 2);
        remove();
        assertThat(count("event", id) + count("event_stream", id) + count("event_removed", id)).isZero();
        try (var live = LiveClient.connect(base, "session=*&cursor=" + cursor)) {
            assertThat(live.await("gap").has("sessionId")).isFalse();
            streams.ready(other, 3);
            cursor = live.await("ready").get("cursor").asText();
        }
        try (var live = LiveClient.connect(base, "session=*&cursor=" + cursor)) {
            streams.ready(other, 4);
            live.await("ready");
            assertThat(live.events()).containsExactly("ready");
        }
        streams.end(other);
    }

    @Test
    void whoeverAppendsDoesNotWaitForIt() throws Exception {
        var id = streams.begin();
        LongStream.rangeClosed(2, 5).forEach(i -> streams.ready(id, i));
        QuarkusTransaction.begin();
        try {
            alone();
            age(id, 4);
            assertThat(retention.removeSome(Instant.now().minus(Duration.ofDays(1)), 100)).isEqualTo(3);
            CompletableFuture.runAsync(() -> streams.ready(id, 6)).get(60, TimeUnit.SECONDS);
        } finally {
            QuarkusTransaction.commit();
        }
        assertThat(log.after(id, 0, 10)).extracting(EventFrame::seq).containsExactly(5L, 6L);
        streams.end(id);
    }

    @Test
    void byDefaultAWeekIsKept() {
        var id = streams.begin();
        streams.ready(id, 2);
        streams.ready(id, 3);
        age(id, 2);
        retention.run();
        assertThat(log.after(id, 0, 10)).extracting(EventFrame::seq).containsExactly(3L);
        streams.end(id);
    }

    /** Until this transaction ends, the service does not remove by itself what the test is about to. */
    private void alone() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('pindai.event.retention'))", Integer.class)
                .getSingleResult();
    }

    private void remove() {
        // Who removes at this moment does it without what has been aged since.
        QuarkusTransaction.requiringNew().run(this::alone);
        retention.removeBefore(Instant.now().minus(Duration.ofDays(1)), BATCH);
    }

    /** Lets the events up to this number have been appended a month ago. */
    private void age(UUID id, long upTo) {
        QuarkusTransaction.requiringNew().run(() -> entities
                .createNativeQuery("update event set at = at - interval '30 days' where session_id = :id and seq <= :upTo")
                .setParameter("id", id).setParameter("upTo", upTo).executeUpdate());
    }

    private long count(String table, UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities
                .createNativeQuery("select count(*) from " + table + " where session_id = :id", Long.class)
                .setParameter("id", id).getSingleResult()).longValue());
    }
}
