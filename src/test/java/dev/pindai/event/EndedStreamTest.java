package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.testsupport.Streams;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing follows the end of a session's stream, also when it comes in the same moment. */
@QuarkusTest
@Timeout(240)
class EndedStreamTest {

    @Inject
    EventLog log;
    @Inject
    EntityManager entities;
    @Inject
    Streams streams;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whatComesWhileASessionIsBeingDeletedWaitsAndIsLeftOut() throws Exception {
        var id = streams.begin();
        var deleted = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var deleting = CompletableFuture.runAsync(() -> QuarkusTransaction.requiringNew().run(() -> {
            log.append(new SessionEvent.Deleted(id));
            deleted.countDown();
            await().atMost(Duration.ofSeconds(60)).until(() -> commit.getCount() == 0);
        }), threads);
        assertThat(deleted.await(30, TimeUnit.SECONDS)).isTrue();
        var late = CompletableFuture.supplyAsync(() -> appendUnlessEnded(id), threads);
        await().atMost(Duration.ofSeconds(60)).until(this::somebodyWaitsForTheStream);
        commit.countDown();
        deleting.get(30, TimeUnit.SECONDS);
        assertThat(late.get(30, TimeUnit.SECONDS)).as("events after the end").isFalse();
        assertThat(log.after(id, 0, 100)).last().extracting(EventFrame::event).isEqualTo("deleted");
    }

    @Test
    void aStreamThatLivesTakesIt() {
        var id = streams.begin();
        assertThat(appendUnlessEnded(id)).isTrue();
        assertThat(log.after(id, 0, 100)).last().extracting(EventFrame::event).isEqualTo("authenticated");
        streams.append(new SessionEvent.Deleted(id));
    }

    private boolean appendUnlessEnded(UUID id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> log.appendUnlessEnded(new SessionEvent.Authenticated(id)).isPresent());
    }

    private boolean somebodyWaitsForTheStream() {
        return QuarkusTransaction.requiringNew().call(() -> ((Number) entities.createNativeQuery("""
                select count(*) from pg_stat_activity
                where wait_event_type = 'Lock' and query like '%event_stream%'""", Long.class).getSingleResult())
                .longValue() > 0);
    }
}
