package dev.pindai.event.webhook;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Makes a delivery of each event for each webhook that hears of it. It reads the log from where it stopped last, one stream
 * after another, and moves on in the transaction that makes the deliveries: whatever was committed is found, also when the
 * process died in between, and nothing is made twice.
 */
@Singleton
class FanOut {

    private static final int STREAMS = 200;
    private static final int EVENTS = 500;

    private final EntityManager entities;
    private final Statements statements;
    private final Clock clock;

    FanOut(EntityManager entities, Statements statements, Clock clock) {
        this.entities = entities;
        this.statements = statements;
        this.clock = clock;
    }

    /** Sessions with events that were not read yet, some of them if there are many. */
    @Transactional
    @SuppressWarnings("unchecked")
    Set<UUID> behind() {
        return new HashSet<>(entities.createNativeQuery("""
                select s.session_id from event_stream s left join webhook_position p on p.session_id = s.session_id
                where s.last_seq > coalesce(p.seq, 0) and exists (select 1 from webhook)""", UUID.class)
                .setMaxResults(STREAMS).getResultList());
    }

    /** Reads on in these streams; those in which there is more. */
    @Transactional
    Set<UUID> read(Collection<UUID> sessions) {
        if (sessions.isEmpty() || !anybodyListens()) {
            return Set.of();
        }
        statements.hurry();
        // Before the events and webhooks are read: all up to there are committed, and none is missed that is made from now on.
        var ranges = ranges(sessions);
        if (!ranges.isEmpty()) {
            queue(ranges);
            moveOn(ranges);
        }
        var more = new HashSet<UUID>();
        ranges.stream().filter(Range::more).forEach(range -> more.add(range.id()));
        return more;
    }

    /** Where nobody listens there is nothing to read: goes to the end of each stream. */
    @Transactional
    void skipWhatNobodyHears() {
        entities.createNativeQuery("""
                insert into webhook_position (session_id, seq)
                select s.session_id, s.last_seq from event_stream s left join webhook_position p on p.session_id = s.session_id
                where s.last_seq > coalesce(p.seq, 0) and not exists (select 1 from webhook)
                order by s.session_id
                on conflict (session_id) do update set seq = greatest(webhook_position.seq, excluded.seq)""").executeUpdate();
    }

    /** Numbers in a stream, from after {@code low} to {@code high}. */
    @RegisterForReflection
    record Range(UUID id, long low, long high, boolean more) {
    }

    private List<Range> ranges(Collection<UUID> sessions) {
        entities.createNativeQuery("""
                insert into webhook_position (session_id, seq)
                select session_id, 0 from event_stream where session_id in (:ids) order by session_id on conflict do nothing""")
                .setParameter("ids", sessions).executeUpdate();
        return rows(entities.createNativeQuery("""
                select p.session_id, p.seq, s.last_seq from webhook_position p
                join event_stream s on s.session_id = p.session_id where p.session_id in (:ids)
                order by p.session_id for update of p skip locked""", Tuple.class).setParameter("ids", sessions))
                .stream().map(FanOut::range).filter(range -> range.high() > range.low()).toList();
    }

    private static Range range(Tuple row) {
        long low = row.get("seq", Number.class).longValue();
        long last = row.get("last_seq", Number.class).longValue();
        return new Range(row.get("session_id", UUID.class), low, Math.min(last, low + EVENTS), last > low + EVENTS);
    }

    /** The id is made of what it stands for (a UUID of version 8), so that it would be the same if it had to be made again. */
    private void queue(List<Range> ranges) {
        entities.createNativeQuery(
                """
                        with made as (
                          insert into webhook_delivery (id, webhook_id, session_id, seq, event, event_at, status, queued_at)
                          select cast(overlay(overlay(substr(encode(sha256(convert_to(
                              w.id || ':' || e.session_id || ':' || e.seq, 'UTF8')), 'hex'), 1, 32)
                              placing '8' from 13) placing '8' from 17) as uuid),
                            w.id, e.session_id, e.seq, e.type, e.at, 'PENDING', :now
                          from jsonb_to_recordset(cast(:ranges as jsonb)) as r(id uuid, low bigint, high bigint)
                          join event e on e.session_id = r.id and e.seq > r.low and e.seq <= r.high
                          join event_stream s on s.session_id = e.session_id
                          join webhook w on w.tenant = s.tenant and w.created_at <= e.at
                            and (cardinality(w.sessions) = 0 or e.session_id = any(w.sessions))
                            and (cardinality(w.events) = 0 or e.type = any(w.events))
                          order by w.id, e.at, e.session_id, e.seq
                          on conflict do nothing
                          returning webhook_id, session_id)
                        insert into webhook_queue (webhook_id, session_id, next_at)
                        select distinct webhook_id, session_id, cast(:now as timestamptz) from made order by webhook_id, session_id
                        on conflict (webhook_id, session_id) do update set next_at = coalesce(webhook_queue.next_at, excluded.next_at)""")
                .setParameter("ranges", statements.rows(ranges)).setParameter("now", clock.instant()).executeUpdate();
    }

    private void moveOn(List<Range> ranges) {
        statements.update("""
                update webhook_position p set seq = r.high
                from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, high bigint) where p.session_id = r.id""", ranges);
    }

    private boolean anybodyListens() {
        return (Boolean) entities.createNativeQuery("select exists (select 1 from webhook)", Boolean.class).getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(jakarta.persistence.Query query) {
        return query.getResultList();
    }
}
