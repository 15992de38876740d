package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.Snapshot;
import dev.pindai.tenant.Realm;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** One client's queue: what it holds, in which order it leaves, and when it is too long. */
class SubscriberTest {

    private static final int CAPACITY = 32;
    private static final UUID SESSION = new UUID(0, 1);
    private static final Realm REALM = new Realm("default", Set.of(), true, "somebody");

    /** A client that reads only when it is told to. */
    private static final class SlowClient implements Channel {

        private final List<String> got = new ArrayList<>();
        private Consumer<Throwable> waiting;
        private CloseCode closedWith;
        private boolean accepted;

        @Override
        public void accepted() {
            accepted = true;
        }

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
    }

    /** A log of pages, and one session's numbers. */
    private static final class Pages implements Position {

        private final Deque<List<EventFrame>> pages = new ArrayDeque<>();
        private final List<Snapshot> verified = new ArrayList<>();
        private long last;
        private int room = Integer.MAX_VALUE;
        private RuntimeException refusal;

        @Override
        public void open() {
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public List<EventFrame> next() {
            room = Integer.MAX_VALUE;
            var page = pages.isEmpty() ? List.<EventFrame> of() : pages.poll();
            page.forEach(frame -> last = Math.max(last, frame.seq()));
            return page;
        }

        @Override
        public Optional<EventFrame> take(LoggedFrame logged) {
            if (logged.frame().seq() <= last) {
                return Optional.empty();
            }
            room--;
            last = logged.frame().seq();
            return Optional.of(logged.frame());
        }

        @Override
        public void verified(Snapshot moment) {
            verified.add(moment);
        }

        @Override
        public boolean isFull() {
            return room == 0;
        }
    }

    private final SlowClient client = new SlowClient();
    private final Pages log = new Pages();
    private Instant now = Instant.ofEpochSecond(100);
    private final Deque<Subscriber> toRead = new ArrayDeque<>();
    private final List<Subscriber> gone = new ArrayList<>();
    private final Subscriber subscriber = new Subscriber(new EventFilter(REALM, Set.of(), Set.of()), log, client,
            frame -> frame.sessionId().getLeastSignificantBits() + ":" + frame.seq(), CAPACITY,
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            }, toRead::add, gone::add);

    @Test
    void aLogIsReadAPageAtATimeWhenTheClientHasTakenTheOneBefore() {
        log.pages.add(frames(1, 300));
        log.pages.add(frames(301, 303));
        subscriber.read();
        assertThat(client.accepted).isTrue();
        assertThat(toRead).isEmpty();
        takeAll();
        assertThat(client.got).hasSize(300);
        readAndTakeAll();
        assertThat(client.got).hasSize(303);
        assertThat(client.closedWith).isNull();
    }

    @Test
    void whatIsHeardWhileItReadsFollowsWithoutGapOrDouble() {
        log.pages.add(frames(3, 5));
        subscriber.offer(heard(4));
        subscriber.offer(heard(5));
        subscriber.offer(heard(6));
        readAndTakeAll();
        assertThat(client.got).containsExactly("1:3", "1:4", "1:5", "1:6");
        subscriber.offer(heard(7));
        takeAll();
        assertThat(client.got).endsWith("1:7");
    }

    @Test
    void aClientThatReadsTheLogWhileMoreIsHeardThanIsKeptReadsOn() {
        log.pages.add(frames(1, 2));
        subscriber.read();
        LongStream.rangeClosed(3, CAPACITY + 10).forEach(seq -> subscriber.offer(heard(seq)));
        log.pages.add(List.of());
        log.pages.add(frames(3, CAPACITY + 10));
        readAndTakeAll();
        subscriber.offer(heard(CAPACITY + 11));
        takeAll();
        assertThat(client.got).isEqualTo(LongStream.rangeClosed(1, CAPACITY + 11).mapToObj(seq -> "1:" + seq).toList());
        assertThat(client.closedWith).isNull();
    }

    @Test
    void aPositionThatHasNoRoomForMoreIsTakenOnFromTheLog() {
        subscriber.read();
        log.room = 2;
        IntStream.rangeClosed(1, 4).forEach(seq -> subscriber.offer(heard(seq)));
        log.pages.add(frames(3, 4));
        takeAll();
        readAndTakeAll();
        assertThat(client.got).containsExactly("1:1", "1:2", "1:3", "1:4");
    }

    @Test
    void aMomentComesAfterTheFramesThatItSees() {
        subscriber.read();
        var moment = new Snapshot(9, List.of());
        subscriber.offer(heard(1));
        subscriber.offer(heard(2));
        subscriber.verified(new Snapshot(8, List.of()));
        subscriber.verified(moment);
        assertThat(log.verified).isEmpty();
        takeAll();
        assertThat(log.verified).containsExactly(moment);
    }

    @Test
    void aClientThatIsTooFarBehindIsClosedOnceAndForgotten() {
        subscriber.read();
        IntStream.rangeClosed(1, CAPACITY + 1).forEach(seq -> subscriber.offer(heard(seq)));
        assertThat(client.closedWith).isNull();
        subscriber.offer(heard(CAPACITY + 2));
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
        subscriber.close(CloseCode.NORMAL, "");
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
        assertThat(gone).containsExactly(subscriber);
    }

    @Test
    void aClientThatMayNotBeginIsToldWhy() {
        log.refusal = new Refused(CloseCode.UNKNOWN_SESSION, "There is no such session");
        subscriber.read();
        assertThat(client.closedWith).isEqualTo(CloseCode.UNKNOWN_SESSION);
        assertThat(client.accepted).isFalse();
    }

    @Test
    void aLogThatCanNotBeReadEndsTheClientAndNotItsReader() {
        log.refusal = new IllegalStateException("no database, as this test wants it");
        subscriber.read();
        assertThat(client.closedWith).isEqualTo(CloseCode.FAILED);
    }

    @Test
    void aClientThatAnswersNoPingIsClosed() {
        subscriber.read();
        subscriber.alive();
        subscriber.ping(Instant.ofEpochSecond(99));
        assertThat(client.closedWith).isNull();
        subscriber.ping(Instant.ofEpochSecond(101));
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
    }

    @Test
    void aClientThatAnswersPingsButTakesNothingIsClosedAlsoWhileItReadsTheLog() {
        log.pages.add(frames(1, 2));
        subscriber.read();
        now = now.plusSeconds(60);
        subscriber.alive();
        takeOne();
        subscriber.ping(now.minusSeconds(30));
        assertThat(client.closedWith).as("it takes a frame now and then").isNull();
        now = now.plusSeconds(60);
        subscriber.alive();
        subscriber.ping(now.minusSeconds(30));
        assertThat(client.closedWith).isEqualTo(CloseCode.TOO_SLOW);
    }

    private void takeOne() {
        var done = client.waiting;
        client.waiting = null;
        done.accept(null);
    }

    private void takeAll() {
        while (client.waiting != null) {
            takeOne();
        }
    }

    private void readAndTakeAll() {
        if (!client.accepted) {
            subscriber.read();
        }
        takeAll();
        while (!toRead.isEmpty()) {
            toRead.poll().read();
            takeAll();
        }
    }

    private static LoggedFrame heard(long seq) {
        return new LoggedFrame(frame(seq), seq, REALM.tenant());
    }

    private static List<EventFrame> frames(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(SubscriberTest::frame).toList();
    }

    private static EventFrame frame(long seq) {
        return new EventFrame("status", SESSION, seq, Instant.EPOCH, JsonNodeFactory.instance.objectNode());
    }
}
