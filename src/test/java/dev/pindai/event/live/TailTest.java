package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.pindai.event.CommittedEvents;
import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.PresentState;
import dev.pindai.event.Snapshot;
import dev.pindai.tenant.Realm;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What a commit brings is handed on without a way to the database, as long as the numbers tell that nothing is left out. */
class TailTest {

    private static final UUID KNOWN = new UUID(0, 1);
    private static final UUID NEW = new UUID(0, 2);
    private static final Realm REALM = new Realm("default", Set.of(), true, "somebody");

    /** Takes every frame at once. */
    private record Wire(List<String> got) implements Channel {

        @Override
        public void send(String text, Consumer<Throwable> done) {
            got.add(text);
            done.accept(null);
        }

        @Override
        public void ping() {
            // It is there.
        }

        @Override
        public void close(CloseCode code, String reason) {
            got.add(code + ": " + reason);
        }
    }

    /** Has nothing to read, and takes whatever it hears. */
    private static final class Anything implements Position {

        @Override
        public void open() {
            // Anybody may begin.
        }

        @Override
        public List<EventFrame> next() {
            return List.of();
        }

        @Override
        public Optional<EventFrame> take(LoggedFrame logged) {
            return Optional.of(logged.frame());
        }
    }

    private final List<String> got = new CopyOnWriteArrayList<>();
    private final List<Runnable> ways = new CopyOnWriteArrayList<>();
    private final Subscriber client = new Subscriber(new EventFilter(REALM, Set.of(), Set.of()), new Anything(), new Wire(got),
            frame -> frame.sessionId().getLeastSignificantBits() + ":" + frame.seq(), 100, Clock.systemUTC(), any -> {
            }, any -> {
            });
    /** Without a database: whatever needs one is kept, and never done. */
    private final Tail tail = new Tail(null, List.of(client), ways::add);

    @BeforeEach
    void start() {
        client.read();
        tail.start(new PresentState(new Snapshot(100, List.of(90L)), Map.of(KNOWN, 7L), List.of()));
    }

    @AfterEach
    void stop() {
        tail.stop();
    }

    @Test
    void whatFollowsIsHandedOnWithoutTheDatabase() {
        commit(101, KNOWN, 8);
        commit(102, NEW, 1);
        commit(90, KNOWN, 9);
        commit(103, NEW, 2);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).containsExactly("1:8", "2:1", "1:9", "2:2"));
    }

    @Test
    void whatDoesNotFollowIsNotHandedOnButLookedFor() {
        commit(101, KNOWN, 9);
        await().atMost(Duration.ofSeconds(60)).until(() -> ways.size() == 1);
        commit(102, NEW, 1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).containsExactly("2:1"));
    }

    @Test
    void whatWasOfferedAlreadyIsNotOfferedAgain() {
        commit(101, KNOWN, 8);
        commit(101, KNOWN, 8);
        commit(89, NEW, 1);
        commit(102, KNOWN, 9);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).containsExactly("1:8", "1:9"));
    }

    @Test
    void whatIsAnotherTenantsIsNotHandedOn() {
        commit(101, KNOWN, 8, "other");
        commit(102, NEW, 1);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(got).containsExactly("2:1"));
    }

    @Test
    void afterACommitTheLogIsLookedAtSoon() {
        commit(101, KNOWN, 8);
        await().atMost(Duration.ofSeconds(60)).until(() -> ways.size() == 1);
    }

    private void commit(long tx, UUID session, long seq) {
        commit(tx, session, seq, REALM.tenant());
    }

    private void commit(long tx, UUID session, long seq, String tenant) {
        tail.committed(new CommittedEvents(List.of(new LoggedFrame(
                new EventFrame("ready", session, seq, Instant.EPOCH, JsonNodeFactory.instance.objectNode()), tx, tenant))));
    }
}
