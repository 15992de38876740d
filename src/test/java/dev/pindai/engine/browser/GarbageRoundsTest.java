package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class GarbageRoundsTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final GarbageRounds rounds = new GarbageRounds(Duration.ofMinutes(10), now::get);

    @Test
    void aPageThatHasNotComeToRestKeepsIt() {
        pass(Duration.ofHours(1));
        assertThat(rounds.due()).isFalse();
        rounds.stirred();
        pass(Duration.ofSeconds(7));
        rounds.stirred();
        pass(Duration.ofSeconds(7));
        assertThat(rounds.due()).isFalse();
    }

    @Test
    void itIsTimeOnceAtRestAndThenAtIntervals() {
        rounds.stirred();
        pass(Duration.ofSeconds(8));
        assertThat(rounds.due()).isTrue();
        assertThat(rounds.due()).isFalse();
        pass(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(rounds.due()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(rounds.due()).isTrue();
    }

    @Test
    void anIntervalOfZeroIsNever() {
        GarbageRounds never = new GarbageRounds(Duration.ZERO, now::get);
        never.stirred();
        pass(Duration.ofHours(1));
        assertThat(never.due()).isFalse();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
