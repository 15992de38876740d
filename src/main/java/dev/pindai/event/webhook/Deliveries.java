package dev.pindai.event.webhook;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.event.EventFrame;
import dev.pindai.event.EventLog;

import io.quarkus.panache.common.Parameters;

/**
 * What was sent to a webhook and what came of it; and the wish to send it again. All by way of a webhook that the caller sees.
 */
@Singleton
public class Deliveries {

    private final EntityManager entities;
    private final VisibleWebhooks visible;
    private final EventLog events;
    private final Event<QueueChanged> changed;
    private final Clock clock;

    Deliveries(EntityManager entities, VisibleWebhooks visible, EventLog events, Event<QueueChanged> changed,
            Clock clock) {
        this.visible = visible;
        this.entities = entities;
        this.events = events;
        this.changed = changed;
        this.clock = clock;
    }

    /**
     * The newest first.
     *
     * @param status only those, or null
     * @param session only those of its events, or null
     * @param before only those older than this number, see {@link DeliveryPage#nextCursor}, or null
     * @param limit 1 to 200
     */
    @Transactional
    public DeliveryPage list(UUID webhookId, DeliveryStatus status, UUID session, Long before, int limit) {
        visible.find(webhookId);
        var realm = visible.realm();
        var rows = Delivery.<Delivery> find("""
                webhookId = :webhook and (:status is null or status = :status) and (:session is null or sessionId = :session)
                and (:limited = false or sessionId in :own) and number < :before order by number desc""",
                Parameters.with("webhook", webhookId).and("status", status).and("session", session)
                        .and("limited", realm.limited()).and("own", realm.limited() ? realm.sessions() : Set.of(webhookId))
                        .and("before", before == null ? Long.MAX_VALUE : before))
                .range(0, limit).list();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new DeliveryPage(page.stream().map(DeliveryView::of).toList(),
                rows.size() > limit ? String.valueOf(page.getLast().number) : null);
    }

    /** One, with its last request and answer. */
    @Transactional
    public DeliveryView get(UUID webhookId, UUID id) {
        var webhook = visible.find(webhookId);
        var row = find(webhookId, id);
        var request = new DeliveryView.Request(webhook.url, row.requestHeaders, frame(row));
        var response = row.responseStatus == null ? null
                : new DeliveryView.Response(row.responseStatus, row.responseHeaders, row.responseBody);
        return DeliveryView.of(row, request, response);
    }

    /** Sends one again, or a pending one now. */
    @Transactional
    public DeliveryView redeliver(UUID webhookId, UUID id) {
        requireEnabled(webhookId);
        var row = find(webhookId, id);
        var found = entities.createNativeQuery("""
                with again as (
                  update webhook_delivery set status = 'PENDING', next_at = null,
                    queued_at = case when status = 'PENDING' then queued_at else :now end,
                    tries_before = case when status = 'PENDING' then tries_before else tries end
                  where webhook_id = :webhook and id = :id returning webhook_id, session_id)
                """ + QUEUE).setParameter("webhook", webhookId).setParameter("id", id).setParameter("now", clock.instant())
                .executeUpdate();
        if (found == 0) {
            throw WebhookProblems.deliveryNotFound(id);
        }
        changed.fire(new QueueChanged());
        entities.refresh(row);
        return DeliveryView.of(row);
    }

    /** Sends all of a kind again; how many they are. */
    @Transactional
    public long redeliver(UUID webhookId, Redelivery which) {
        requireEnabled(webhookId);
        var now = clock.instant();
        var count = entities.createNativeQuery("""
                update webhook_delivery set status = 'PENDING', next_at = null, queued_at = :now, tries_before = tries
                where webhook_id = :webhook and status = :status and event_at >= :from and event_at < :to
                  and (:all or session_id = :session) and (not :limited or session_id = any(cast(:own as uuid[])))""")
                .setParameter("limited", visible.realm().limited())
                .setParameter("own", VisibleWebhooks.array(visible.realm().sessions()))
                .setParameter("webhook", webhookId).setParameter("status", which.which().name())
                .setParameter("from", which.since()).setParameter("to", which.before()).setParameter("now", now)
                .setParameter("all", which.session() == null)
                .setParameter("session", which.session() == null ? webhookId : which.session()).executeUpdate();
        entities.createNativeQuery("""
                with again as (select distinct webhook_id, session_id from webhook_delivery
                  where webhook_id = :webhook and status = 'PENDING' and queued_at = :now)
                """ + QUEUE).setParameter("webhook", webhookId).setParameter("now", now).executeUpdate();
        changed.fire(new QueueChanged());
        return count;
    }

    /** In this order everywhere, so that two who lock several rows never wait for each other. */
    private static final String QUEUE = """
            insert into webhook_queue (webhook_id, session_id, next_at)
            select webhook_id, session_id, :now from again order by session_id
            on conflict (webhook_id, session_id) do update set next_at = excluded.next_at""";

    private Delivery find(UUID webhookId, UUID id) {
        return Delivery.of(webhookId, id).filter(row -> visible.realm().holds(row.sessionId))
                .orElseThrow(() -> WebhookProblems.deliveryNotFound(id));
    }

    private EventFrame frame(Delivery row) {
        return events.after(row.sessionId, row.seq - 1, 1).stream().filter(frame -> frame.seq() == row.seq).findFirst()
                .orElse(null);
    }

    /** Locked, so that it is not disabled meanwhile. */
    private void requireEnabled(UUID id) {
        if (!visible.locked(id).enabled) {
            throw WebhookProblems.disabled();
        }
    }
}
