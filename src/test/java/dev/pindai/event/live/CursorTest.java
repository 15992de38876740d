package dev.pindai.event.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import dev.pindai.event.Snapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cursor comes back as it was given, stays short, and is not mistaken for one when it was changed on the way. */
class CursorTest {

    private static final long NOW = 1_780_000_000_000L;
    /** What a request's first line may hold is 4096 bytes. */
    private static final int SHORT_ENOUGH = 2600;

    private final Random random = new Random(42);

    @Test
    void itComesBackAsItWas() {
        for (int i = 0; i < 200; i++) {
            var cursor = new Cursor(moment(random.nextInt(20)), marks(random.nextInt(8)),
                    random.nextBoolean() ? null
                            : new Cursor.Reading(moment(random.nextInt(5)), UUID.randomUUID(), random.nextLong(1L << 40)));
            assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
        }
    }

    @Test
    void itIsShortHoweverManySessionsThereAre() {
        assertThat(Cursor.at(moment(0)).text()).hasSizeLessThan(24);
        var full = new Cursor(moment(100), marks(CursorPosition.MOST_AHEAD),
                new Cursor.Reading(moment(100), UUID.randomUUID(), Integer.MAX_VALUE));
        assertThat(full.text()).hasSizeLessThan(SHORT_ENOUGH).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void zeroIsTheBeginning() {
        assertThat(Cursor.parse("0")).isEqualTo(Cursor.at(Snapshot.BEGINNING));
    }

    @Test
    void whatWasCutOrChangedIsNoCursor() {
        var text = new Cursor(moment(3), marks(2), null).text();
        IntStream.range(0, text.length()).forEach(length -> assertBad(text.substring(0, length)));
        IntStream.range(0, text.length() - 3).forEach(i -> assertBad(
                text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1)));
        assertBad(text + "AAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "cursor", "**", "AA", "AQAAAAA" })
    void noRubbishIsACursor(String text) {
        assertBad(text);
    }

    private static void assertBad(String text) {
        assertThatThrownBy(() -> Cursor.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor must be");
    }

    private Snapshot moment(int running) {
        var next = NOW + random.nextInt(1_000_000);
        return new Snapshot(next, LongStream.generate(() -> next - 1 - random.nextInt(5000)).distinct().limit(running).sorted()
                .boxed().toList());
    }

    private Map<UUID, Long> marks(int count) {
        var marks = new HashMap<UUID, Long>();
        List.of(new UUID(0, 0)).forEach(id -> marks.put(id, 1L));
        while (marks.size() < count) {
            marks.put(new UUID(random.nextLong(), random.nextLong()), random.nextLong(100_000));
        }
        return count == 0 ? Map.of() : marks;
    }
}
