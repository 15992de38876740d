package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.event.Snapshot;
import dev.pindai.testsupport.LiveClient;
import dev.pindai.testsupport.Streams;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

/** A client that comes back goes on where it was: nothing twice, nothing left out, and it is told what can't be had. */
@QuarkusTest
@Timeout(240)
class ResumeTest {

    @TestHTTPResource("/")
    URI base;
    @Inject
    Streams streams;
    @Inject
    EventLog log;

    private final List<UUID> begun = new ArrayList<>();

    @AfterEach
    void end() {
        begun.forEach(streams::end);
    }

    @Test
    void aClientOfOneSessionGoesOnAfterTheNumberItHas() {
        var id = stream(5);
        try (var live = LiveClient.connect(base, "session=" + id + "&after=2")) {
            awaitFrames(live, 3);
            streams.ready(id, 6);
            awaitFrames(live, 4);
            assertThat(seqs(live)).containsExactly(3L, 4L, 5L, 6L);
            assertThat(live.frames()).noneMatch(frame -> frame.has("snapshot") || frame.has("cursor"));
        }
    }

    @Test
    void aLongBacklogIsReadInPages() {
        var id = stream(1);
        LongStream.rangeClosed(1, 10).forEach(i -> streams.append(LongStream.rangeClosed(1, 100)
                .mapToObj(n -> Streams.ready(n, id)).toArray(SessionEvent[]::new)));
        try (var live = LiveClient.connect(base, "session=" + id + "&events=ready&after=0")) {
            awaitFrames(live, 1000);
            assertThat(seqs(live)).isEqualTo(LongStream.rangeClosed(2, 1001).boxed().toList());
        }
    }

    @Test
    void aClientOfManySessionsGoesOnAfterAnyOfItsFrames() {
        var one = stream(1);
        var other = stream(1);
        var query = "session=" + one + "," + other;
        var all = new ArrayList<JsonNode>();
        try (var live = LiveClient.connect(base, query)) {
            awaitFrames(live, 2);
            assertThat(live.frames().getFirst().has("cursor")).as("half of the present is nothing to go on from").isFalse();
            for (int i = 1; i <= 5; i++) {
                streams.ready(one, i);
                streams.append(Streams.ready(i, other), Streams.ready(i, one));
            }
            awaitFrames(live, 17);
            all.addAll(live.frames());
        }
        for (int i = 1; i < 17; i++) {
            try (var live = LiveClient.connect(base, query + "&cursor=" + all.get(i).get("cursor").asText())) {
                awaitFrames(live, all.size() - i - 1);
                streams.append(new SessionEvent.Authenticated(one));
                live.await("authenticated", i);
                assertThat(bySession(live.frames())).as("after frame %d", i)
                        .isEqualTo(bySession(all.subList(i + 1, all.size()), live.frames().getLast()));
                all.add(live.frames().getLast());
            }
        }
    }

    @Test
    void zeroBringsAllThatIsKept() {
        var one = stream(3);
        var other = stream(2);
        try (var live = LiveClient.connect(base, "session=" + one + "," + other + "&cursor=0")) {
            awaitFrames(live, 5);
            assertThat(bySession(live.frames())).isEqualTo(Map.of(one.toString(), List.of(1L, 2L, 3L),
                    other.toString(), List.of(1L, 2L)));
        }
    }

    @Test
    void whatIsReadWhileItIsValidHasItsSecret() {
        var id = stream(1);
        var now = Instant.now();
        streams.append(new SessionEvent.Qr(id, "2@old", 1, 6, now.minusSeconds(60), now.minusSeconds(1)));
        streams.append(new SessionEvent.Qr(id, "2@new", 2, 6, now, now.plusSeconds(60)));
        try (var live = LiveClient.connect(base, "session=" + id + "&events=qr&after=0")) {
            var qrs = live.await("qr", 2);
            assertThat(qrs.getFirst().at("/data/expired").asBoolean()).isTrue();
            assertThat(qrs.getFirst().at("/data/qr").isMissingNode()).isTrue();
            assertThat(qrs.getLast().at("/data/qr").asText()).isEqualTo("2@new");
        }
    }

    @Test
    void aCommitOfWhichNobodyIsToldIsFound() {
        var one = stream(2);
        var other = stream(1);
        try (var live = LiveClient.connect(base, "session=" + one + "&after=2");
                var all = LiveClient.connect(base, "session=" + one + "," + other)) {
            awaitFrames(all, 2);
            streams.appendElsewhere(one);
            live.await("authenticated");
            streams.appendElsewhere(one);
            streams.ready(one, 5);
            awaitFrames(live, 3);
            assertThat(seqs(live)).containsExactly(3L, 4L, 5L);
            awaitFrames(all, 5);
            assertThat(bySession(all.frames()).get(one.toString())).endsWith(3L, 4L, 5L);
        }
    }

    @Test
    void aCommitThatLandsLateIsNotLeftOut() {
        var one = stream(1);
        var other = stream(1);
        var query = "session=" + one + "," + other;
        JsonNode last;
        QuarkusTransaction.begin();
        try (var live = LiveClient.connect(base, query)) {
            awaitFrames(live, 2);
            log.append(new SessionEvent.Authenticated(one));
            // Until a cursor says that a transaction below its moment was still running.
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                streams.ready(other, 1);
                return live.frames().stream().filter(frame -> frame.has("cursor"))
                        .anyMatch(frame -> !Cursor.parse(frame.get("cursor").asText()).since().running().isEmpty());
            });
            var count = streams.last(other) + 1;
            awaitFrames(live, (int) count);
            last = live.frames().getLast();
        } finally {
            QuarkusTransaction.commit();
        }
        try (var live = LiveClient.connect(base, query + "&cursor=" + last.get("cursor").asText())) {
            live.await("authenticated");
            streams.ready(one, 3);
            live.await("ready");
            assertThat(bySession(live.frames())).isEqualTo(Map.of(one.toString(), List.of(2L, 3L)));
        }
    }

    @Test
    void aDeletedSessionTellsTheRestOfItsStory() {
        var id = stream(2);
        streams.end(id);
        begun.remove(id);
        try (var live = LiveClient.connect(base, "session=" + id + "&after=1")) {
            live.await("deleted");
            assertThat(seqs(live)).containsExactly(2L, 3L);
        }
        try (var live = LiveClient.connect(base, "session=" + id + "&after=3")) {
            assertThat(live.awaitClose()).isEqualTo(4404);
        }
        try (var live = LiveClient.connect(base, "session=" + UUID.randomUUID() + "&after=3")) {
            assertThat(live.awaitClose()).isEqualTo(4404);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "session=*&after=3 | after goes with one session",
            "session=ID&cursor=0 | cursor goes with several sessions", "session=ID&after=now | after must be a number",
            "session=ID&after=-1 | after must be a number", "session=*&cursor=x | cursor must be that of the last frame",
            "session=ID&after=99 | after is beyond the session's newest event, which is 1",
            "session=*&cursor=FUTURE | cursor is of another log" })
    void whatCanNotBeReadIsToldInASentence(String query, String sentence) {
        var id = stream(1).toString();
        var future = Cursor.at(new Snapshot(Long.MAX_VALUE / 2, List.of())).text();
        try (var live = LiveClient.connect(base, query.replace("ID", id).replace("FUTURE", future))) {
            assertThat(live.awaitClose()).isEqualTo(4400);
            assertThat(live.closeReason()).startsWith(sentence).hasSizeLessThan(124);
        }
    }

    /** A stream with so many events. */
    private UUID stream(int events) {
        var id = streams.begin();
        begun.add(id);
        LongStream.rangeClosed(2, events).forEach(i -> streams.ready(id, i));
        return id;
    }

    private static void awaitFrames(LiveClient live, int count) {
        await(count + " frames").atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20))
                .until(() -> live.frames().size() >= count);
    }

    private static List<Long> seqs(LiveClient live) {
        return live.frames().stream().map(frame -> frame.get("seq").asLong()).toList();
    }

    private static Map<String, List<Long>> bySession(List<JsonNode> frames, JsonNode... more) {
        return Stream.concat(frames.stream(), Stream.of(more))
                .collect(Collectors.groupingBy(frame -> frame.get("sessionId").asText(),
                        Collectors.mapping(frame -> frame.get("seq").asLong(), Collectors.toList())));
    }
}
