package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import dev.pindai.event.EventFrame;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** One client's queue: what it holds, in which order it leaves, and when it is too long. */
class SubscriberTest {

    private static final int CAPACITY = 32;
    private static final UUID SESSION = new UUID(0, 1);

    /** A client that reads only when it is told to. */
    private static final class SlowClient implements Channel {

        private final List<String> got = new ArrayList<>();
        private Consumer<Throwable> waiting;
        private CloseCode closedWith;

        @Override
        public void send(String text, Consumer<Throwable> done) {
            got.add(text);
            waiting = done;
        }

        @Override
        public void ping() {
            // Nothing to count here.
        }

        @Override
        public void close(CloseCode code, String reason) {
            closedWith = code;
        }

        void readAll() {
            while (waiting != null) {
                var done = waiting;
                waiting = null;
                done.accept(null);
            }
        }
    }

    private final SlowClient client = new SlowClient();
    private final List<Subscriber> gone = new ArrayList<>();
    private final Subscriber subscriber = new Subscriber(new EventFilter(Set.of(), Set.of()), client,
            frame -> frame.sessionId().getLeastSignificantBits() + ":" + frame.seq() + (frame.snapshot() == null ? "" : "s"),
            CAPACITY, Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC), gone::add);

    @Test
    void thePresentStateOfManySessionsIsNoBacklog() {
        subscriber.joined(IntStream.range(0, 300).mapToObj(i -> frame(new UUID(0, i), 2)).toList());
        subscriber.offer(frame(SESSION, 3));
        client.readAll();
        assertThat(client.got).hasSize(301).last().isEqualTo("1:3");
        assertThat(client.closedWith).isNull();
    }

    @Test
    void whatCameWhileItJoinedFollowsTheStateWithoutGapOrDouble() {
        subscriber.offer(frame(SESSION, 4));
        subscriber.offer(frame(SESSION, 5));
        subscriber.offer(frame(SESSION, 6));
        subscriber.joined(List.of(frame(SESSION, 3), frame(SESSION, 5)));
        client.readAll();
        assertThat(client.got).containsExactly("1:3s", "1:5s", "1:6");
    }

    @Test
    void aClientThatIsTooFarBehindIsClosedOnceAndForgotten() {
        subscriber.joined(List.of());
        IntStream.rangeClosed(1, CAPACITY + 1).forEach(seq -> subscriber.offer(frame(SESSION, seq)));
        assertThat(client.closedWith).isNull();
        subscriber.offer(frame(SESSION, CAPACITY + 2));
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
        subscriber.close(CloseCode.NORMAL, "");
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
        assertThat(gone).containsExactly(subscriber);
    }

    @Test
    void aClientThatAnswersNoPingIsClosed() {
        subscriber.joined(List.of());
        subscriber.alive();
        subscriber.ping(Instant.ofEpochSecond(99));
        assertThat(client.closedWith).isNull();
        subscriber.ping(Instant.ofEpochSecond(101));
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
    }

    private static EventFrame frame(UUID session, long seq) {
        return new EventFrame("status", session, seq, Instant.EPOCH, JsonNodeFactory.instance.objectNode(), null);
    }
}
