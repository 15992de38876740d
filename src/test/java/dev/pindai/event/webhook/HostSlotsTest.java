package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Who may send how much at once. */
class HostSlotsTest {

    private final HostSlots slots = new HostSlots(6, 4);

    @Test
    void aHostHasItsShareAndAllTogetherHaveTheirs() {
        assertThat(taken("a", 10)).isEqualTo(4);
        assertThat(slots.busy()).containsExactly("a");
        assertThat(taken("b", 10)).isEqualTo(2);
        assertThat(slots.free()).isZero();
        slots.release("a");
        assertThat(slots.busy()).isEmpty();
        assertThat(taken("a", 10)).isEqualTo(1);
    }

    @Test
    void aHostThatDidNotAnswerHasOnePlaceUntilItDoes() {
        slots.heard("a", false);
        assertThat(taken("a", 10)).isEqualTo(1);
        slots.heard("a", true);
        assertThat(taken("a", 10)).isEqualTo(3);
    }

    @Test
    void placesThatWereNotCommittedAreGivenBack() {
        taken("a", 4);
        slots.reset(List.of("b", "b"));
        assertThat(slots.free()).isEqualTo(4);
        assertThat(taken("b", 10)).isEqualTo(2);
    }

    private long taken(String host, int wanted) {
        return IntStream.range(0, wanted).filter(i -> slots.take(host)).count();
    }
}
