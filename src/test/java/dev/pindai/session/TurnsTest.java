package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch open = new CountDownLatch(1);

    private boolean held() {
        try {
            return open.await(LONG.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void onlySoManyWorkAtATime() {
        var turns = new Turns(2, LONG);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var all = IntStream.range(0, 12).mapToObj(number -> CompletableFuture.runAsync(() -> turns.take(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            var done = held();
            inside.decrementAndGet();
            return done;
        }), Thread::startVirtualThread)).toArray(CompletableFuture[]::new);

        await().atMost(LONG).until(() -> inside.get() == 2);
        open.countDown();

        await().atMost(LONG).until(() -> CompletableFuture.allOf(all).isDone());
        assertThat(most).hasValue(2);
        assertThat(all).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void whoWaitsInVainGoesOnAndTakesNobodysTurn() {
        var turns = new Turns(1, Duration.ofMillis(10));
        var inside = new CountDownLatch(1);
        var other = CompletableFuture.supplyAsync(() -> turns.take(() -> {
            inside.countDown();
            return held();
        }), Thread::startVirtualThread);
        await().atMost(LONG).until(() -> inside.getCount() == 0);

        assertThat(turns.<String> take(() -> "the next")).isEqualTo("the next");
        assertThat(turns.free()).isZero();

        open.countDown();
        await().atMost(LONG).until(other::isDone);
        assertThat(turns.free()).isOne();
    }

    @Test
    void whoFailsGivesTheTurnBack() {
        var turns = new Turns(1, LONG);
        assertThatThrownBy(() -> turns.take(() -> {
            throw new IllegalArgumentException("it failed");
        })).hasMessage("it failed");

        assertThat(turns.free()).isOne();
    }
}
