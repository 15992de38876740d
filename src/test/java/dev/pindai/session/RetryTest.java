package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.pindai.shared.ProblemException;

import org.junit.jupiter.api.Test;

/** What must not be lost is tried again; what is an answer is not. */
class RetryTest {

    private static final Runnable ANSWERS = () -> {
    };

    private final Retry retry = new Retry();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void goesOnUntilItGoesWell() {
        assertThat(retry.run("it", this::wellAtThird, ANSWERS)).isEqualTo("done");
        assertThat(tries).hasValue(3);
    }

    @Test
    void aProblemIsAnAnswer() {
        assertThatThrownBy(() -> retry.run("it", () -> {
            tries.incrementAndGet();
            throw new ProblemException(404, "NOT_FOUND", "gone");
        }, ANSWERS)).isInstanceOf(ProblemException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void afterTheStopOneTryIsAll() {
        retry.stop();
        assertThatThrownBy(() -> retry.run("it", this::wellAtThird, ANSWERS)).hasMessage("not now");
        assertThat(tries).hasValue(1);
    }

    @Test
    void whatTheDatabaseNeverTakesIsGivenUp() {
        assertThatThrownBy(() -> new Retry(2, Duration.ofMillis(1)).run("it", this::wellAtThird, ANSWERS))
                .hasMessage("not now");
        assertThat(tries).hasValue(2);
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedFor() {
        assertThat(new Retry(1, Duration.ofMillis(1)).run("it", this::wellAtThird, () -> {
            throw new IllegalStateException("away");
        })).isEqualTo("done");
        assertThat(tries).hasValue(3);
    }

    private String wellAtThird() {
        if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("not now");
        }
        return "done";
    }
}
