package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.pindai.engine.browser.Openings.Turn;

import org.junit.jupiter.api.Test;

class OpeningsTest {

    private final AtomicLong now = new AtomicLong();
    private final Openings openings = new Openings(2, Duration.ofSeconds(3), now::get);

    private final Turn first = openings.ask();
    private final Turn second = openings.ask();
    private final Turn third = openings.ask();
    private final Turn fourth = openings.ask();

    private void assertTheirTurn(Turn... turns) {
        assertThat(turns).allMatch(turn -> turn.come().isDone());
    }

    private void assertWaiting(Turn... turns) {
        assertThat(turns).noneMatch(turn -> turn.come().isDone());
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void soManyAtATimeInTheirOrder() {
        assertTheirTurn(first, second);
        assertWaiting(third, fourth);

        second.end();
        assertTheirTurn(third);
        assertWaiting(fourth);

        first.end();
        assertTheirTurn(fourth);
    }

    @Test
    void aTurnEndsOnce() {
        first.end();
        first.end();
        assertTheirTurn(third);
        assertWaiting(fourth);
    }

    @Test
    void whoEndsWhileWaitingTakesNobodysPlace() {
        third.end();
        assertTheirTurn(third);
        assertWaiting(fourth);

        first.end();
        assertTheirTurn(fourth);
        assertWaiting(openings.ask());
    }

    @Test
    void aPageThatNeverLoadsHoldsOthersUpForAMoment() {
        pass(Duration.ofSeconds(3));
        first.check();
        assertWaiting(third);

        pass(Duration.ofMillis(1));
        first.check();
        assertTheirTurn(third);

        third.check();
        fourth.check();
        assertWaiting(fourth);

        second.check();
        assertTheirTurn(fourth);
    }

    /** As where nobody looks after those before it. */
    @Test
    void nobodyWaitsForEver() {
        pass(Duration.ofSeconds(15));
        third.check();
        assertWaiting(third);

        pass(Duration.ofMillis(1));
        third.check();
        assertTheirTurn(third);
        assertWaiting(fourth);

        first.end();
        assertWaiting(fourth);
        second.end();
        assertTheirTurn(fourth);
    }
}
