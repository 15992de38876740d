package dev.pindai.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** A flood becomes a few rows, whoever sends it and from wherever; and nothing of a change is ever counted away. */
class RepeatsTest {

    private static final Instant START = Entries.START;
    private static final Instant END = START.plus(Repeats.WINDOW);

    private final Repeats repeats = new Repeats();

    @Test
    void whatChangesSomethingIsWrittenEachTime() {
        var entry = Entries.change("session.start");
        IntStream.range(0, 50).forEach(i -> assertThat(repeats.admit(entry)).contains(entry));
        assertThat(repeats.over(Instant.MAX)).isEmpty();
    }

    @Test
    void theFirstIsWrittenAndTheOthersAreCounted() {
        assertThat(repeats.admit(Entries.stranger("192.0.2.1", START))).get().matches(entry -> entry.times() == 1);
        IntStream.rangeClosed(1, 500).forEach(
                i -> assertThat(repeats.admit(Entries.stranger("192.0.2.1", START.plusSeconds(i)))).isEmpty());
        assertThat(repeats.over(END.minusMillis(1))).isEmpty();
        assertThat(repeats.over(END)).singleElement().satisfies(entry -> {
            assertThat(entry.times()).isEqualTo(500);
            assertThat(entry.at()).isEqualTo(START.plusSeconds(500));
            assertThat(entry.address()).isEqualTo("192.0.2.1");
        });
        assertThat(repeats.admit(Entries.stranger("192.0.2.1", END))).as("a window of its own").isPresent();
        assertThat(repeats.over(Instant.MAX)).isEmpty();
    }

    @Test
    void strangersFromEverywhereAreAFewRowsToo() {
        var written = IntStream.range(0, 100_000)
                .mapToObj(
                        i -> repeats.admit(Entries.stranger("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), START)))
                .flatMap(entry -> entry.stream()).count();
        assertThat(written).isEqualTo(Repeats.STRANGERS + 1);
        var counted = repeats.over(END);
        assertThat(counted).singleElement().satisfies(entry -> {
            assertThat(entry.times()).isEqualTo(100_000 - Repeats.STRANGERS - 1);
            assertThat(entry.address()).as("from many places").isNull();
        });
        assertThat(repeats.admit(Entries.stranger("192.0.2.9", END))).as("the room is given back").isPresent();
        assertThat(repeats.admit(Entries.stranger("192.0.2.10", END))).isPresent();
    }

    @Test
    void aFloodOfStrangersHidesNobodyElse() {
        IntStream.range(0, 1000).forEach(i -> repeats.admit(Entries.stranger("10.0." + (i >> 8) + "." + (i & 255), START)));
        var toko = Entries.of(Entries.caller("toko"), "session.start", UUID.randomUUID(), "192.0.2.1", 403, START);
        assertThat(repeats.admit(toko)).contains(toko);
        assertThat(repeats.admit(toko)).isEmpty();
    }

    @Test
    void aNetworkOfIpv6IsOneStranger() {
        assertThat(repeats.admit(Entries.stranger("2001:db8::1", START))).isPresent();
        assertThat(repeats.admit(Entries.stranger("2001:db8::ffff:2", START))).isEmpty();
        assertThat(repeats.admit(Entries.stranger("2001:db8:0:1::1", START))).isPresent();
        assertThat(repeats.admit(Entries.stranger("no:address", START))).isPresent();
    }

    @Test
    void refusalsOfAKeyAreCountedWhateverSessionTheyAreAbout() {
        var caller = Entries.caller("toko");
        var written = Stream.generate(UUID::randomUUID).limit(1000)
                .flatMap(session -> repeats
                        .admit(Entries.of(caller, "session.start", session, "192.0.2.1", 403, START)).stream())
                .count();
        assertThat(written).isEqualTo(1);
        assertThat(repeats.over(END)).singleElement().satisfies(entry -> {
            assertThat(entry.times()).isEqualTo(999);
            assertThat(entry.caller()).isEqualTo(caller);
            assertThat(entry.subject().session()).isNull();
        });
    }

    @Test
    void aNetworkOfIpv6IsOnePlaceOfAKeyToo() {
        var caller = Entries.caller("toko");
        var written = IntStream.range(0, 1000)
                .mapToObj(i -> repeats.admit(Entries.of(caller, Actions.REFUSED, null, "2001:db8::" + i, 429, START)))
                .flatMap(entry -> entry.stream()).count();
        assertThat(written).isEqualTo(1);
        assertThat(repeats.over(END)).singleElement().satisfies(entry -> assertThat(entry.address()).isNull());
    }

    @Test
    void whatIsReadIsCountedForEachSession() {
        var one = UUID.randomUUID();
        var caller = Entries.caller("toko");
        assertThat(repeats.admit(Entries.of(caller, "session.qr.read", one, "192.0.2.1", 200, START))).isPresent();
        assertThat(repeats.admit(Entries.of(caller, "session.qr.read", one, "192.0.2.1", 200, START))).isEmpty();
        assertThat(repeats.admit(Entries.of(caller, "session.qr.read", one, "192.0.2.1", 409, START))).isPresent();
        assertThat(repeats.admit(Entries.of(caller, "session.qr.read", UUID.randomUUID(), "192.0.2.1", 200, START)))
                .isPresent();
        var written = Stream.generate(UUID::randomUUID).limit(Repeats.KNOWN * 2)
                .flatMap(session -> repeats
                        .admit(Entries.of(caller, "session.qr.read", session, "192.0.2.1", 404, START)).stream())
                .count();
        assertThat(written).as("not even with a key").isLessThanOrEqualTo(Repeats.KNOWN);
    }
}
