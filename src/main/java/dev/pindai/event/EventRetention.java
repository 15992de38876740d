package dev.pindai.event;

import java.time.Clock;
import java.time.Instant;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import org.jboss.logging.Logger;

/**
 * Removes what is older than the log is kept, in small batches of their own transactions. It waits for nobody who appends, nor
 * they for it: it locks no row of {@code event_stream} that is still written. Of each stream it removes the beginning, and
 * notes how far, so that whoever reads later is told of the gap.
 */
@Singleton
class EventRetention {

    private static final Logger LOG = Logger.getLogger(EventRetention.class);
    private static final int BATCH = 1000;
    /** What is left then waits for the next time. */
    private static final int MOST_BATCHES = 500;
    /** One node at a time: two would do the same work twice. */
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('pindai.event.retention'))";
    /** What a client gets who joins late is kept as long as the session is there. */
    private static final String KEPT = "not s.ended and e.seq in (coalesce(s.status_seq, 0), coalesce(s.qr_seq, 0))";

    private final EntityManager entities;
    private final EventConfig config;
    private final Clock clock;

    EventRetention(EntityManager entities, EventConfig config, Clock clock) {
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pindai.event.retention-interval}", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.retention().isPositive()) {
            var removed = removeBefore(clock.instant().minus(config.retention()), BATCH);
            if (removed > 0) {
                LOG.infof("Removed %d events older than %s", removed, config.retention());
            }
        }
    }

    /** Removes all that was appended before this moment; the number of events. */
    long removeBefore(Instant moment, int batch) {
        long all = 0;
        int removed = batch;
        for (int round = 0; round < MOST_BATCHES && removed >= batch; round++) {
            removed = QuarkusTransaction.requiringNew().call(() -> alone() ? removeSome(moment, batch) : 0);
            all += removed;
        }
        QuarkusTransaction.requiringNew().run(this::removeEmptyStreams);
        return all;
    }

    private boolean alone() {
        return (boolean) entities.createNativeQuery(ALONE, Boolean.class).getSingleResult();
    }

    /** By number, not by time: clocks may differ, but what is removed of a stream has to be its beginning. */
    int removeSome(Instant moment, int batch) {
        return ((Number) entities.createNativeQuery("""
                with old as (
                  select o.session_id, max(o.seq) as seq from (
                    select e.session_id, e.seq from event e
                    where e.at < :moment and not exists (select 1 from event_stream s where s.session_id = e.session_id and\s"""
                + KEPT + """
                            ) order by e.at limit :batch) o
                          group by o.session_id),
                        gone as (
                          delete from event e using old, event_stream s
                          where e.session_id = old.session_id and e.seq <= old.seq and s.session_id = e.session_id and not ("""
                + KEPT
                + """
                          ) returning e.session_id, e.seq, e.tx),
                        noted as (
                          insert into event_removed as r (session_id, seq, tx)
                          select distinct on (session_id) session_id, seq, tx from gone order by session_id, seq desc
                          on conflict (session_id) do update set seq = excluded.seq, tx = excluded.tx where excluded.seq > r.seq)
                        select count(*) from gone""",
                Long.class)
                .setParameter("moment", moment).setParameter("batch", batch).getSingleResult()).intValue();
    }

    /** The stream of a deleted session goes when its last event has. */
    private void removeEmptyStreams() {
        entities.createNativeQuery(
                """
                        with gone as (
                          delete from event_stream s where s.ended and not exists (select 1 from event e where e.session_id = s.session_id)
                          returning s.session_id, s.tenant),
                        forgotten as (
                          delete from event_removed r using gone where r.session_id = gone.session_id returning gone.tenant, r.tx)
                        insert into event_vanished as v (tenant, tx) select tenant, max(tx) from forgotten group by tenant
                        on conflict (tenant) do update set tx = greatest(v.tx, excluded.tx)""")
                .executeUpdate();
    }
}
