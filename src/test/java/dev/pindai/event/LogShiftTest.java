package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import dev.pindai.testsupport.Streams;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

/** A database that was restored on another server goes on: what is appended there comes after what it brought along. */
@QuarkusTest
class LogShiftTest {

    @Inject
    LogShift shift;
    @Inject
    EventFeed feed;
    @Inject
    EntityManager entities;
    @Inject
    Streams streams;

    @Test
    void numbersGoOnAfterTheNewestThatWasBrought() {
        var id = streams.begin();
        var brought = feed.moment().next() + 1_000_000;
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update event set tx = :tx where session_id = :id")
                        .setParameter("tx", brought).setParameter("id", id).executeUpdate());
        assertThat(feed.moment().sees(brought)).isFalse();

        shift.start(null);

        var moment = feed.moment();
        assertThat(moment.sees(brought)).isTrue();
        streams.ready(id, 2);
        var news = feed.since(moment);
        assertThat(news.spans()).contains(new News.Span(id, 2, 2));

        var raised = feed.moment().next();
        shift.start(null);
        assertThat(feed.moment().next()).as("raised once").isBetween(raised, raised + 1000);
        streams.end(id);
    }
}
