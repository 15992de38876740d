package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dev.pindai.event.EventFrame;
import dev.pindai.shared.Ids;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes what is due. One row of {@code webhook_queue} stands for a webhook and a session; who has claimed it sends the oldest
 * delivery that waits of the two, and nobody sends the next before that one is settled. A claim is good for a short time and is
 * renewed while the request is under way: what a killed process had claimed is soon free again.
 */
@Singleton
class Claims {

    static final Duration LEASE = Duration.ofSeconds(15);

    private final EntityManager entities;
    private final Statements statements;
    private final ObjectMapper json;
    private final Clock clock;
    private final UUID self = Ids.next();

    Claims(EntityManager entities, Statements statements, ObjectMapper json, Clock clock) {
        this.entities = entities;
        this.statements = statements;
        this.json = json;
        this.clock = clock;
    }

    /** A row of the queue, and when it is due if not now. */
    @RegisterForReflection
    record Due(UUID webhookId, UUID sessionId, Instant nextAt) {
    }

    /** What was taken, and whether there is more that has to wait for a place. */
    record Taken(List<Claim> claims, boolean more) {

        static final Taken NOTHING = new Taken(List.of(), false);
    }

    /**
     * Takes as much as there is room for; the places of what is returned are taken. After a failure they are not right.
     *
     * @param underWay what is being sent already
     */
    @Transactional
    Taken take(HostSlots slots, Set<Claim.Key> underWay) {
        if (slots.free() <= 0) {
            return Taken.NOTHING;
        }
        var found = due(slots);
        var chosen = found.stream()
                .filter(row -> !underWay.contains(new Claim.Key(id(row, "webhook_id"), id(row, "session_id"))))
                .filter(row -> slots.take(row.get("host", String.class)))
                .collect(Collectors.toMap(row -> new Claim.Key(id(row, "webhook_id"), id(row, "session_id")),
                        row -> row.get("host", String.class)));
        if (chosen.isEmpty()) {
            return Taken.NOTHING;
        }
        statements.hurry();
        var claims = claim(chosen.keySet());
        var sent = claims.stream().map(Claim::key).collect(Collectors.toSet());
        chosen.entrySet().stream().filter(entry -> !sent.contains(entry.getKey()))
                .forEach(entry -> slots.release(entry.getValue()));
        return new Taken(claims, chosen.size() < found.size() || found.size() >= slots.mostPerHost());
    }

    /** From each webhook as many as its host may have at most; hosts that are busy are passed over. */
    @SuppressWarnings("unchecked")
    private List<Tuple> due(HostSlots slots) {
        var busy = new ArrayList<>(slots.busy());
        busy.add("");
        return entities.createNativeQuery("""
                select q.webhook_id, q.session_id, w.host from webhook w cross join lateral (
                  select q.webhook_id, q.session_id, q.next_at from webhook_queue q
                  where q.webhook_id = w.id and q.next_at <= :now and (q.claimed_until is null or q.claimed_until < :now)
                  order by q.next_at limit :each for update skip locked) q
                where w.enabled and w.host not in (:busy) order by q.next_at limit :most""", Tuple.class)
                .setParameter("now", clock.instant()).setParameter("each", slots.mostPerHost()).setParameter("busy", busy)
                .setParameter("most", slots.free()).getResultList();
    }

    private List<Claim> claim(Set<Claim.Key> keys) {
        var rows = heads(keys);
        var now = clock.instant();
        var claims = new ArrayList<Claim>();
        var waiting = new HashSet<Due>();
        var webhooks = webhooks(keys);
        var idle = new HashSet<>(keys);
        for (var row : rows) {
            var key = new Claim.Key(id(row, "webhook_id"), id(row, "session_id"));
            idle.remove(key);
            var nextAt = row.get("next_at", Instant.class);
            if (nextAt != null && nextAt.isAfter(now)) {
                // Its turn came since one before it was sent again.
                waiting.add(new Due(key.webhookId(), key.sessionId(), nextAt));
            } else if (webhooks.containsKey(key.webhookId())) {
                claims.add(claim(row, webhooks.get(key.webhookId())));
            }
        }
        idle.forEach(key -> waiting.add(new Due(key.webhookId(), key.sessionId(), null)));
        park(waiting);
        hold(claims, now.plus(LEASE));
        return claims;
    }

    /** The oldest that waits of each. Read by a statement of its own: what was queued until the rows were locked is seen. */
    private List<Tuple> heads(Set<Claim.Key> keys) {
        return statements.select("""
                select d.id, d.webhook_id, d.session_id, d.tries, d.tries_before, d.queued_at, d.next_at, d.seq, d.event,
                  e.at, cast(e.data as text) as data
                from jsonb_to_recordset(cast(:rows as jsonb)) as k("webhookId" uuid, "sessionId" uuid) cross join lateral (
                  select * from webhook_delivery d
                  where d.webhook_id = k."webhookId" and d.session_id = k."sessionId" and d.status = 'PENDING'
                  order by d.seq limit 1) d
                left join event e on e.session_id = d.session_id and e.seq = d.seq""", keys);
    }

    private static Map<UUID, Webhook> webhooks(Set<Claim.Key> keys) {
        return Webhook.<Webhook> list("id in ?1", keys.stream().map(Claim.Key::webhookId).collect(Collectors.toSet())).stream()
                .collect(Collectors.toMap(webhook -> webhook.id, Function.identity()));
    }

    private void park(Set<Due> rows) {
        if (!rows.isEmpty()) {
            statements.update("""
                    update webhook_queue q set next_at = r."nextAt"
                    from jsonb_to_recordset(cast(:rows as jsonb)) as r("webhookId" uuid, "sessionId" uuid, "nextAt" timestamptz)
                    where q.webhook_id = r."webhookId" and q.session_id = r."sessionId\"""", rows);
        }
    }

    private void hold(List<Claim> claims, Instant until) {
        if (!claims.isEmpty()) {
            entities.createNativeQuery("""
                    update webhook_queue q set claimed_by = :self, claimed_until = :until
                    from jsonb_to_recordset(cast(:rows as jsonb)) as r("webhookId" uuid, "sessionId" uuid)
                    where q.webhook_id = r."webhookId" and q.session_id = r."sessionId\"""")
                    .setParameter("rows", statements.rows(claims.stream().map(Claim::key).toList()))
                    .setParameter("self", self).setParameter("until", until).executeUpdate();
        }
    }

    /** Says that we are still at it. */
    @Transactional
    void renew() {
        statements.hurry();
        entities.createNativeQuery("update webhook_queue set claimed_until = :until where claimed_by = :self")
                .setParameter("self", self).setParameter("until", clock.instant().plus(LEASE)).executeUpdate();
    }

    /** Gives back what is ours, for whoever comes next. */
    @Transactional
    void release() {
        entities.createNativeQuery("update webhook_queue set claimed_by = null, claimed_until = null where claimed_by = :self")
                .setParameter("self", self).executeUpdate();
    }

    private Claim claim(Tuple row, Webhook webhook) {
        var sessionId = id(row, "session_id");
        var data = row.get("data", String.class);
        var frame = data == null ? null
                : new EventFrame(row.get("event", String.class), sessionId, row.get("seq", Number.class).longValue(),
                        row.get("at", Instant.class), parse(data));
        return new Claim(id(row, "id"), webhook, sessionId, row.get("tries", Number.class).intValue(),
                row.get("tries_before", Number.class).intValue(), row.get("queued_at", Instant.class), frame);
    }

    private ObjectNode parse(String data) {
        try {
            return (ObjectNode) json.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored event is not JSON", e);
        }
    }

    private static UUID id(Tuple row, String column) {
        return row.get(column, UUID.class);
    }
}
