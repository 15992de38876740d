package dev.pindai.event;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one log of what happened. An event is appended in the transaction that causes it and gets the next number of its
 * session's stream from a row lock, so that the order of numbers is the order of commits. After the commit its frames go to
 * whoever observes {@link CommittedEvents}.
 */
@Singleton
public class EventLog {

    private static final String COLUMNS = "select e.session_id, e.seq, e.type, e.at, cast(e.data as text) as data from event e ";

    private final EntityManager entities;
    private final ObjectMapper json;
    private final EventSecrets secrets;
    private final PendingEvents pending;
    private final Clock clock;

    EventLog(EntityManager entities, ObjectMapper json, EventSecrets secrets, PendingEvents pending, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.secrets = secrets;
        this.pending = pending;
        this.clock = clock;
    }

    /** Appends in the caller's transaction; fails without one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public EventFrame append(SessionEvent event) {
        return append(List.of(event)).getFirst();
    }

    /**
     * Appends in this order, in the caller's transaction; fails without one. A transaction that brings nothing but QRs does not
     * wait for the disk: somebody stands before the code, which is worth nothing after a crash of the database.
     *
     * @throws IllegalStateException if the transaction has other events already, and only these or only those are QRs
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<EventFrame> append(List<SessionEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        var hasty = events.stream().allMatch(event -> event.type() == EventType.QR);
        var frames = events.stream().map(event -> write(event, hasty)).toList();
        pending.add(frames, hasty);
        return frames;
    }

    /** Number and row come in one statement: each costs whoever waits for the event a way to the database and back. */
    private EventFrame write(SessionEvent event, boolean hasty) {
        var type = event.type();
        ObjectNode data = json.valueToTree(event);
        var at = clock.instant();
        var row = (Tuple) entities.createNativeQuery("""
                with stream as (
                  insert into event_stream (session_id, last_seq, status_seq, qr_seq, ended)
                  values (:id, 1, case when :status then 1 end, case when :qr then 1 end, :ended)
                  on conflict (session_id) do update set
                    last_seq = event_stream.last_seq + 1,
                    status_seq = case when :status then event_stream.last_seq + 1 else event_stream.status_seq end,
                    qr_seq = case when :qr then event_stream.last_seq + 1 else event_stream.qr_seq end,
                    ended = :ended
                  returning last_seq)
                insert into event (session_id, seq, type, at, data)
                select :id, last_seq, :type, :at, cast(:data as jsonb) from stream
                returning seq, case when :hasty then set_config('synchronous_commit', 'off', true) end""", Tuple.class)
                .setParameter("id", event.sessionId()).setParameter("status", type == EventType.STATUS)
                .setParameter("qr", type == EventType.QR).setParameter("ended", type == EventType.DELETED)
                .setParameter("type", type.wireName()).setParameter("at", at).setParameter("data", data.toString())
                .setParameter("hasty", hasty).getSingleResult();
        var frame = new EventFrame(type.wireName(), event.sessionId(), ((Number) row.get(0)).longValue(), at, data, null);
        event.secret().ifPresent(secret -> secrets.put(event.sessionId(), frame.seq(), secret));
        return frame;
    }

    /** Up to {@code limit} frames of a session after a number, oldest first, secrets left out. */
    @Transactional
    public List<EventFrame> after(UUID sessionId, long after, int limit) {
        return frames(entities.createNativeQuery(COLUMNS + "where e.session_id = :id and e.seq > :after order by e.seq",
                Tuple.class).setParameter("id", sessionId).setParameter("after", after).setMaxResults(limit));
    }

    /** The newest {@code most} changes of a session's status, oldest first. */
    @Transactional
    public List<EventFrame> statuses(UUID sessionId, int most) {
        return frames(entities.createNativeQuery(COLUMNS + "where e.session_id = :id and e.type = :type order by e.seq desc",
                Tuple.class).setParameter("id", sessionId).setParameter("type", EventType.STATUS.wireName())
                .setMaxResults(most)).reversed();
    }

    /** The number of the session's newest event; 0 where there is none. */
    @Transactional
    public long lastSeq(UUID sessionId) {
        return entities.createNativeQuery("select last_seq from event_stream where session_id = :id", Long.class)
                .setParameter("id", sessionId).getResultStream().mapToLong(seq -> ((Number) seq).longValue()).findFirst()
                .orElse(0);
    }

    /** The same for many sessions; those without events are left out. */
    @Transactional
    public Map<UUID, Long> lastSeqs(Set<UUID> sessionIds) {
        return rows(entities.createNativeQuery("select session_id, last_seq from event_stream where session_id in (:ids)",
                Tuple.class).setParameter("ids", sessionIds))
                .collect(Collectors.toMap(row -> row.get("session_id", UUID.class),
                        row -> ((Number) row.get("last_seq")).longValue()));
    }

    /** Those of these sessions whose stream exists and has not ended. */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<UUID> live(Set<UUID> sessionIds) {
        return entities
                .createNativeQuery("select session_id from event_stream where session_id in (:ids) and not ended", UUID.class)
                .setParameter("ids", sessionIds).getResultList();
    }

    /**
     * The newest {@code status} and {@code qr} frames of each live session, in the order of sessions and numbers.
     *
     * @param sessionIds whose, or an empty set for all
     */
    @Transactional
    public List<EventFrame> present(Set<UUID> sessionIds) {
        var query = entities.createNativeQuery(COLUMNS + """
                join event_stream s on s.session_id = e.session_id and e.seq in (s.status_seq, s.qr_seq)
                where not s.ended and (:all or s.session_id in (:ids)) order by e.session_id, e.seq""", Tuple.class);
        return frames(query.setParameter("all", sessionIds.isEmpty())
                .setParameter("ids", sessionIds.isEmpty() ? Set.of(new UUID(0, 0)) : sessionIds));
    }

    @SuppressWarnings("unchecked")
    private static Stream<Tuple> rows(Query query) {
        return query.getResultList().stream();
    }

    private List<EventFrame> frames(Query query) {
        return rows(query).map(row -> new EventFrame(row.get("type", String.class),
                row.get("session_id", UUID.class), ((Number) row.get("seq")).longValue(), row.get("at", Instant.class),
                parse(row.get("data", String.class)), null)).toList();
    }

    private ObjectNode parse(String data) {
        try {
            return (ObjectNode) json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored event is not JSON", e);
        }
    }
}
