package dev.pindai.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Entries outlast a database that is away for a while, and are told of where they can't be kept. */
@Timeout(240)
class ScribeTest {

    private static final int ROOM = 20;

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<Entry> rows = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private final Scribe scribe = new Scribe(this::insert, ROOM, Duration.ofSeconds(2),
            Clock.fixed(Entries.START, ZoneOffset.UTC),
            registry);

    private void insert(List<Entry> entries) {
        if (away) {
            throw new IllegalStateException("The database of this test is away");
        }
        rows.addAll(entries);
    }

    @AfterEach
    void stop() {
        scribe.stop(null);
    }

    @Test
    void nothingIsLostWhenItStopsInGoodOrder() {
        scribe.start(null);
        IntStream.range(0, ROOM / 2).forEach(i -> scribe.add(Entries.change("session.start")));
        IntStream.range(0, 5).forEach(i -> scribe.add(Entries.stranger("192.0.2.1", Entries.START)));
        scribe.stop(null);
        assertThat(rows).filteredOn(row -> row.action().equals("session.start")).hasSize(ROOM / 2);
        assertThat(rows).filteredOn(row -> row.action().equals(Actions.REFUSED)).extracting(Entry::times)
                .as("what was only counted is written too").containsExactly(1, 4);
        assertThat(count("stored")).isEqualTo(ROOM / 2 + 2);
        assertThat(count("lost")).isZero();
    }

    @Test
    void whatWasDoneWhileTheDatabaseWasAwayIsWrittenWhenItIsBack() {
        away = true;
        scribe.start(null);
        IntStream.range(0, ROOM / 2).forEach(i -> scribe.add(Entries.change("session.stop")));
        assertThat(rows).isEmpty();
        away = false;
        await().atMost(Duration.ofSeconds(60)).until(() -> rows.size() == ROOM / 2);
        assertThat(count("lost")).isZero();
    }

    @Test
    void whatThereIsNoRoomForIsCounted() {
        // Nobody writes yet.
        var start = System.nanoTime();
        IntStream.range(0, ROOM + 7).forEach(i -> scribe.add(Entries.change("session.stop")));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as("no request waits").isLessThan(Duration.ofSeconds(4));
        assertThat(count("lost")).isEqualTo(7);
        assertThat(registry.get("pindai.audit.waiting").gauge().value()).isEqualTo(ROOM);
        scribe.start(null);
        scribe.stop(null);
        assertThat(rows).hasSize(ROOM);
    }

    @Test
    void aDatabaseThatStaysAwayKeepsNothingFromStopping() {
        away = true;
        scribe.start(null);
        IntStream.range(0, 3).forEach(i -> scribe.add(Entries.change("session.stop")));
        var start = System.nanoTime();
        scribe.stop(null);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(count("lost")).as("told of one by one").isEqualTo(3);
        assertThat(rows).isEmpty();
    }

    private double count(String result) {
        return registry.get("pindai.audit.rows").tag("result", result).counter().count();
    }
}
