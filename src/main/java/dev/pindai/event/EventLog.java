package dev.pindai.event;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one log of what happened. An event is appended in the transaction that causes it and gets the next number of its
 * session's stream from a row lock, so that the order of numbers is the order of commits. After the commit its frames go to
 * whoever observes {@link CommittedEvents}.
 */
@Singleton
public class EventLog {

    private static final String SELECT = "select " + EventRows.COLUMNS + " from event e ";
    private static final String REMOVED = "(select coalesce(max(seq), 0) from event_removed where session_id = :id)";

    private final EntityManager entities;
    private final ObjectMapper json;
    private final EventSecrets secrets;
    private final PendingEvents pending;
    private final EventRows rows;
    private final Clock clock;

    EventLog(EntityManager entities, ObjectMapper json, EventSecrets secrets, PendingEvents pending, EventRows rows,
            Clock clock) {
        this.entities = entities;
        this.json = json;
        this.secrets = secrets;
        this.pending = pending;
        this.rows = rows;
        this.clock = clock;
    }

    /** Begins a session's stream, which is this tenant's for ever, with its first event; in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    public EventFrame begin(String tenant, SessionEvent first) {
        entities.createNativeQuery("insert into event_stream (session_id, tenant, last_seq) values (:id, :tenant, 0)")
                .setParameter("id", first.sessionId()).setParameter("tenant", tenant).executeUpdate();
        return append(first);
    }

    /** Appends to a stream that has begun, in the caller's transaction; fails without one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public EventFrame append(SessionEvent event) {
        return append(List.of(event)).getFirst();
    }

    /**
     * The same, unless the session's stream has ended: after {@code deleted} nothing follows.
     *
     * @return empty where the stream has ended, or never began
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<EventFrame> appendUnlessEnded(SessionEvent event) {
        // Locked, so that it does not end in between.
        var live = entities.createNativeQuery("select 1 from event_stream where session_id = :id and not ended for update")
                .setParameter("id", event.sessionId()).getResultList();
        return live.isEmpty() ? Optional.empty() : Optional.of(append(event));
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
        var written = events.stream().map(event -> write(event, hasty)).toList();
        var frames = written.stream().map(LoggedFrame::frame).toList();
        pending.add(written, hasty);
        return frames;
    }

    /** Number and row come in one statement: each costs whoever waits for the event a way to the database and back. */
    private LoggedFrame write(SessionEvent event, boolean hasty) {
        var type = event.type();
        ObjectNode data = json.valueToTree(event);
        var at = clock.instant();
        var row = (Tuple) entities
                .createNativeQuery(
                        """
                                with stream as (
                                  update event_stream set
                                    last_seq = last_seq + 1,
                                    status_seq = case when :status then last_seq + 1 else status_seq end,
                                    qr_seq = case when :qr then last_seq + 1 else qr_seq end,
                                    ended = :ended
                                  where session_id = :id returning last_seq, tenant)
                                insert into event (session_id, seq, type, at, data, tx)
                                select :id, last_seq, :type, :at, cast(:data as jsonb), cast(cast(pg_current_xact_id() as text) as bigint) + shift
                                from stream, event_log
                                returning seq, tx, (select tenant from stream) as tenant, case when :hasty then set_config('synchronous_commit', 'off', true) end""",
                        Tuple.class)
                .setParameter("id", event.sessionId()).setParameter("status", type == EventType.STATUS)
                .setParameter("qr", type == EventType.QR).setParameter("ended", type == EventType.DELETED)
                .setParameter("type", type.wireName()).setParameter("at", at).setParameter("data", data.toString())
                .setParameter("hasty", hasty).getSingleResult();
        var frame = new EventFrame(type.wireName(), event.sessionId(), EventRows.number(row, "seq"), at, data);
        event.secret().ifPresent(secret -> secrets.put(event.sessionId(), frame.seq(), secret));
        return new LoggedFrame(frame, EventRows.number(row, "tx"), row.get("tenant", String.class));
    }

    /**
     * Up to {@code limit} frames of a session after a number, oldest first, secrets left out. What retention has removed is
     * not among them, see {@link #firstSeq}.
     */
    @Transactional
    public List<EventFrame> after(UUID sessionId, long after, int limit) {
        return rows.frames(entities.createNativeQuery(
                SELECT + "where e.session_id = :id and e.seq > greatest(:after, " + REMOVED + ") order by e.seq", Tuple.class)
                .setParameter("id", sessionId).setParameter("after", after).setMaxResults(limit));
    }

    /** The newest {@code most} changes of a session's status, oldest first. */
    @Transactional
    public List<EventFrame> statuses(UUID sessionId, int most) {
        return rows.frames(entities
                .createNativeQuery(SELECT + "where e.session_id = :id and e.type = :type order by e.seq desc", Tuple.class)
                .setParameter("id", sessionId).setParameter("type", EventType.STATUS.wireName()).setMaxResults(most))
                .reversed();
    }

    /** The number of the session's oldest event that retention has left; those before it are gone. */
    @Transactional
    public long firstSeq(UUID sessionId) {
        return ((Number) entities.createNativeQuery("select " + REMOVED + " + 1", Long.class).setParameter("id", sessionId)
                .getSingleResult()).longValue();
    }

    /** The number of the session's newest event; 0 where there is none. */
    @Transactional
    public long lastSeq(UUID sessionId) {
        return lastSeqs(Set.of(sessionId)).getOrDefault(sessionId, 0L);
    }

    /** The same for many sessions; those without events are left out. */
    @Transactional
    public Map<UUID, Long> lastSeqs(Set<UUID> sessionIds) {
        return EventRows.stream(entities.createNativeQuery(
                "select session_id, last_seq from event_stream where session_id in (:ids)", Tuple.class)
                .setParameter("ids", sessionIds))
                .collect(Collectors.toMap(row -> row.get("session_id", UUID.class), row -> EventRows.number(row, "last_seq")));
    }
}
