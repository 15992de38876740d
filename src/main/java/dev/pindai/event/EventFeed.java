package dev.pindai.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dev.pindai.tenant.Realm;

/** Reads the log for those who follow it: how things stand, and what came between two moments. */
@Singleton
public class EventFeed {

    private static final UUID FIRST = new UUID(0, 0);
    private static final Snapshot NOW = new Snapshot(Long.MAX_VALUE, List.of());

    private final EntityManager entities;
    private final EventRows rows;

    EventFeed(EntityManager entities, EventRows rows) {
        this.entities = entities;
        this.rows = rows;
    }

    /** How all live sessions of all tenants stand, for whoever hands on what comes after. */
    @Transactional
    public PresentState present() {
        return present(Reach.EVERYTHING);
    }

    /**
     * How the live ones of these sessions stand; those that don't exist, were deleted or are not the caller's are left out.
     *
     * @param sessionIds whose, or an empty set for all that the caller may see
     */
    @Transactional
    public PresentState present(Realm realm, Set<UUID> sessionIds) {
        return present(Reach.of(realm, sessionIds));
    }

    private PresentState present(Reach reach) {
        var found = EventRows.stream(reach.in(entities.createNativeQuery("select " + EventRows.MOMENT + """
                , s.session_id as stream_id, s.last_seq,\s""" + EventRows.COLUMNS
                + " from event_log l left join event_stream s on not s.ended and "
                + Reach.CONDITION + """
                         left join event e on e.session_id = s.session_id and e.seq in (s.status_seq, s.qr_seq)
                        order by s.session_id, e.seq""", Tuple.class))).toList();
        var lastSeqs = new HashMap<UUID, Long>();
        var frames = new ArrayList<EventFrame>();
        for (var row : found) {
            if (row.get("stream_id") != null) {
                lastSeqs.put(row.get("stream_id", UUID.class), EventRows.number(row, "last_seq"));
            }
            if (row.get("session_id") != null) {
                frames.add(rows.frame(row));
            }
        }
        return new PresentState(EventRows.moment(found.getFirst()), lastSeqs, frames);
    }

    /**
     * Those of these sessions that are the caller's and have a stream, with the number of its newest event.
     *
     * @param ended whether those count too that were deleted
     */
    @Transactional
    public Map<UUID, Long> streams(Realm realm, Set<UUID> sessionIds, boolean ended) {
        return EventRows.stream(Reach.of(realm, sessionIds).in(entities.createNativeQuery(
                "select s.session_id, s.last_seq from event_stream s where (:ended or not s.ended) and " + Reach.CONDITION,
                Tuple.class).setParameter("ended", ended)))
                .collect(Collectors.toMap(row -> row.get("session_id", UUID.class), row -> EventRows.number(row, "last_seq")));
    }

    /** This moment. */
    @Transactional
    public Snapshot moment() {
        return EventRows
                .moment((Tuple) entities.createNativeQuery("select " + EventRows.MOMENT + " from event_log l", Tuple.class)
                        .getSingleResult());
    }

    /** What came after a moment, up to now, of all events of all tenants. */
    @Transactional
    public News since(Snapshot since) {
        return since(since, Reach.EVERYTHING, Set.of());
    }

    /**
     * What came after a moment, up to now.
     *
     * @param sessionIds whose, or an empty set for all that the caller may see
     * @param events which, by name, or an empty set for all
     */
    @Transactional
    public News since(Snapshot since, Realm realm, Set<UUID> sessionIds, Set<String> events) {
        return since(since, Reach.of(realm, sessionIds), events);
    }

    private News since(Snapshot since, Reach reach, Set<String> events) {
        var found = news(since, NOW, FIRST, 0, reach, events);
        var vanished = EventRows.number(found.getFirst(), "removed_tx");
        return new News(EventRows.moment(found.getFirst()), spans(found),
                reach.any() && vanished > 0 && !since.sees(vanished));
    }

    /**
     * What came between two moments, in the order of sessions and numbers, beginning after one event of it.
     *
     * @param sessionIds whose, or an empty set for all that the caller may see
     * @param events which, by name, or an empty set for all
     */
    @Transactional
    public News between(Snapshot since, Snapshot upTo, UUID session, long seq, Realm realm, Set<UUID> sessionIds,
            Set<String> events) {
        return new News(upTo, spans(news(since, upTo, session, seq, Reach.of(realm, sessionIds), events)), false);
    }

    private List<Tuple> news(Snapshot since, Snapshot upTo, UUID session, long seq, Reach reach, Set<String> events) {
        // What was removed counts as one event: the reader finds out there that something is missing.
        return EventRows.stream(reach.in(entities.createNativeQuery("select " + EventRows.MOMENT + """
                , v.tx as removed_tx, n.session_id, n.first, n.last from event_log l
                left join event_vanished v on v.tenant = :tenant
                left join (
                  select g.session_id, g.first, g.last from (
                    select e.session_id, min(e.seq) as first, max(e.seq) as last from (
                      select session_id, seq, tx from event where :anyEvent or type = any(cast(:events as text[]))
                      union all select session_id, seq, tx from event_removed) e
                    where (e.tx >= :next or e.tx = any(cast(:running as bigint[])))
                    and e.tx < :upToNext and not e.tx = any(cast(:upToRunning as bigint[]))
                    and (e.session_id, e.seq) > (cast(:session as uuid), cast(:seq as bigint))
                    and (:all or e.session_id = any(cast(:ids as uuid[])))
                    group by e.session_id) g
                  join event_stream s on s.session_id = g.session_id and\s""" + Reach.CONDITION + """
                ) n on true
                order by n.session_id""", Tuple.class)
                .setParameter("anyEvent", events.isEmpty()).setParameter("events", Reach.array(events))
                .setParameter("next", since.next()).setParameter("running", Reach.array(since.running()))
                .setParameter("upToNext", upTo.next()).setParameter("upToRunning", Reach.array(upTo.running()))
                .setParameter("session", session).setParameter("seq", seq))).toList();
    }

    private static List<News.Span> spans(List<Tuple> found) {
        return found.stream().filter(row -> row.get("session_id") != null)
                .map(row -> new News.Span(row.get("session_id", UUID.class), EventRows.number(row, "first"),
                        EventRows.number(row, "last")))
                .toList();
    }

    /**
     * What these parts of the log hold, in the order given. They were found before by what a caller may see.
     *
     * @param events which events, by name, or an empty set for all
     */
    @Transactional
    public List<News.Slice> read(List<News.Span> spans, Set<String> events) {
        var frames = new HashMap<UUID, List<LoggedFrame>>();
        var removed = new HashMap<UUID, Long>();
        query(spans, events).forEach(row -> {
            var id = row.get("span_id", UUID.class);
            removed.put(id, EventRows.number(row, "removed"));
            if (row.get("session_id") != null) {
                frames.computeIfAbsent(id, any -> new ArrayList<>()).add(rows.logged(row));
            }
        });
        return spans.stream().map(News.Span::sessionId)
                .map(id -> new News.Slice(id, removed.get(id), frames.getOrDefault(id, List.of()))).toList();
    }

    private Stream<Tuple> query(List<News.Span> spans, Set<String> events) {
        return EventRows.stream(entities.createNativeQuery(
                "select p.id as span_id, s.tenant, coalesce(r.seq, 0) as removed, "
                        + EventRows.COLUMNS
                        + """
                                 from unnest(cast(:ids as uuid[]), cast(:firsts as bigint[]), cast(:lasts as bigint[])) as p(id, first, last)
                                left join event_stream s on s.session_id = p.id
                                left join event_removed r on r.session_id = p.id
                                left join event e on e.session_id = p.id and e.seq <= p.last
                                  and e.seq >= greatest(p.first, coalesce(r.seq, 0) + 1)
                                  and (:anyEvent or e.type = any(cast(:events as text[])))
                                order by p.id, e.seq""",
                Tuple.class)
                .setParameter("ids", Reach.array(spans.stream().map(News.Span::sessionId).toList()))
                .setParameter("firsts", Reach.array(spans.stream().map(News.Span::first).toList()))
                .setParameter("lasts", Reach.array(spans.stream().map(News.Span::last).toList()))
                .setParameter("anyEvent", events.isEmpty()).setParameter("events", Reach.array(events)));
    }
}
