package dev.pindai.engine.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When a lane rests. A rest takes an hour here, so that it is told from none. */
class LookoutTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long EMPTY_LOOK = Duration.ofMillis(10).toNanos();
    private static final long LOOK_THAT_FOUND = Duration.ofMillis(1).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final Lookout lookout = new Lookout(awaited::get, Duration.ofHours(1), now::get);

    @Test
    void itRestsAfterALookThatFoundNothing() throws Exception {
        now.addAndGet(EMPTY_LOOK);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            lookout.rest();
            done.complete(null);
        });

        Awaitility.await().atMost(LIMIT).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(done).isNotDone();
        lookout.wake();
        done.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(thread.join(LIMIT)).isTrue();
    }

    @Test
    void itLooksAgainAtOnceWhileThereIsMore() throws Exception {
        now.addAndGet(LOOK_THAT_FOUND);
        assertThat(rests()).isFalse();
        now.addAndGet(LOOK_THAT_FOUND);
        assertThat(rests()).isFalse();
        now.addAndGet(EMPTY_LOOK);
        assertThat(rests()).isTrue();
    }

    @Test
    void itLooksAgainAtOnceWhileWordIsAwaited() throws Exception {
        awaited.set(true);
        now.addAndGet(EMPTY_LOOK);
        assertThat(rests()).isFalse();
        awaited.set(false);
        now.addAndGet(EMPTY_LOOK);
        assertThat(rests()).isTrue();
    }

    @Test
    void whatCameBetweenTwoRestsEndsTheNext() throws Exception {
        lookout.wake();
        lookout.wake();
        now.addAndGet(EMPTY_LOOK);
        assertThat(CompletableFuture.runAsync(lookout::rest)).as("there is something to do").succeedsWithin(LIMIT);
        now.addAndGet(EMPTY_LOOK);
        assertThat(rests()).as("it was done").isTrue();
    }

    @Test
    void whatWasDoneBetweenIsNoLook() throws Exception {
        now.addAndGet(EMPTY_LOOK);
        lookout.begin();
        now.addAndGet(LOOK_THAT_FOUND);
        assertThat(rests()).isFalse();
    }

    /** Whether the next call of rest() takes until it is ended from outside. */
    private boolean rests() throws InterruptedException {
        Thread thread = Thread.ofPlatform().daemon().start(lookout::rest);
        Awaitility.await().atMost(LIMIT)
                .until(() -> thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.TERMINATED);
        boolean rested = thread.isAlive();
        thread.interrupt();
        assertThat(thread.join(LIMIT)).isTrue();
        return rested;
    }
}
