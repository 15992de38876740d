package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dev.pindai.shared.Ids;
import dev.pindai.tenant.Realm;

/** The webhooks as a collection: makes, finds, lists, changes and removes them. */
@Singleton
public class Webhooks {

    private final EntityManager entities;
    private final VisibleWebhooks visible;
    private final WebhookConfig config;
    private final Event<QueueChanged> changed;
    private final HookSecrets secrets;
    private final Clock clock;

    Webhooks(EntityManager entities, VisibleWebhooks visible, WebhookConfig config, Event<QueueChanged> changed,
            HookSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.visible = visible;
        this.entities = entities;
        this.config = config;
        this.changed = changed;
        this.clock = clock;
    }

    /** A new one. It hears of events that are appended from now on. */
    @Transactional
    public WebhookView create(WebhookDraft draft) {
        return create(draft, null);
    }

    /** One that is a session's own: it hears of all that happens to it, its creation included, and is removed with it. */
    @Transactional
    public WebhookView createFor(UUID sessionId, WebhookDraft draft) {
        return create(draft, sessionId);
    }

    private WebhookView create(WebhookDraft draft, UUID owner) {
        var realm = visible.realm();
        // One after the other: else all that come at once would find the same room.
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('pindai.webhook.room'))").getSingleResult();
        demandRoom(realm);
        var row = new Webhook();
        row.id = Ids.next();
        row.tenant = realm.tenant();
        row.tellsCodes = realm.codes();
        row.sessionId = owner;
        row.goesTo(draft.url());
        row.sessions = owner == null ? draft.sessions() : new UUID[] { owner };
        row.events = draft.events();
        row.secret = secrets.seal(row.id, draft.secret());
        row.headers = new LinkedHashMap<>(draft.headers());
        row.headers.replaceAll((name, value) -> secrets.seal(row.id, name, value));
        row.retries = draft.retries();
        row.timeoutSeconds = draft.timeoutSeconds();
        row.enabled = true;
        // The first event of its session was appended a moment ago, in this transaction.
        row.createdAt = owner == null ? clock.instant() : beginning(owner);
        if (!draft.enabled()) {
            row.disable(DisabledReason.PAUSED, null, clock.instant());
        }
        row.persist();
        return WebhookView.of(row, WebhookView.Counts.NONE, draft.generated() ? draft.secret() : null);
    }

    private void demandRoom(Realm realm) {
        if (Webhook.count() >= config.maxWebhooks()) {
            throw WebhookProblems.tooMany(config.maxWebhooks());
        }
        if (config.maxWebhooksPerTenant() > 0 && !realm.operator()
                && Webhook.count("tenant", realm.tenant()) >= config.maxWebhooksPerTenant()) {
            throw WebhookProblems.tooManyOfTenant(config.maxWebhooksPerTenant());
        }
    }

    /** @throws dev.pindai.shared.ProblemException 404 if there is none */
    @Transactional
    public WebhookView get(UUID id) {
        return views(List.of(visible.find(id))).getFirst();
    }

    /**
     * The newest first.
     *
     * @param session only those that hear of it, or null
     * @param before only those older than this id, or null
     * @param limit 1 to 200
     */
    @Transactional
    public WebhookPage list(UUID session, UUID before, int limit) {
        var rows = visible.list(session, before, limit + 1);
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new WebhookPage(views(page), rows.size() > limit ? page.getLast().id.toString() : null);
    }

    /** Makes a change that was checked; what may mend a failure is tried at once. */
    @Transactional
    public WebhookView change(UUID id, CheckedChange change) {
        var row = visible.locked(id);
        var secret = change.applyTo(row, visible.realm().codes(), secrets, clock.instant());
        if (change.mends()) {
            Webhook.flush();
            tryNow(id);
        }
        return WebhookView.of(row, counts(List.of(id)).getOrDefault(id, WebhookView.Counts.NONE), secret);
    }

    /** Removes it with all that waits for it and all that was sent. */
    @Transactional
    public void delete(UUID id) {
        visible.locked(id).delete();
    }

    private void tryNow(UUID id) {
        entities.createNativeQuery("""
                update webhook_delivery set next_at = null
                where webhook_id = :id and status = 'PENDING' and next_at is not null""").setParameter("id", id)
                .executeUpdate();
        entities.createNativeQuery("""
                with waiting as (select webhook_id, session_id from webhook_queue
                  where webhook_id = :id and next_at > :now order by session_id for update)
                update webhook_queue q set next_at = :now from waiting w
                where q.webhook_id = w.webhook_id and q.session_id = w.session_id""").setParameter("id", id)
                .setParameter("now", clock.instant()).executeUpdate();
        changed.fire(new QueueChanged());
    }

    private Instant beginning(UUID sessionId) {
        return (Instant) entities
                .createNativeQuery("select min(at) from event where session_id = :id", Instant.class)
                .setParameter("id", sessionId).getSingleResult();
    }

    private List<WebhookView> views(List<Webhook> rows) {
        var counts = rows.isEmpty() ? Map.<UUID, WebhookView.Counts> of() : counts(rows.stream().map(row -> row.id).toList());
        return rows.stream()
                .map(row -> WebhookView.of(row, counts.getOrDefault(row.id, WebhookView.Counts.NONE), null)).toList();
    }

    private Map<UUID, WebhookView.Counts> counts(List<UUID> ids) {
        Stream<Tuple> rows = entities.createNativeQuery(
                """
                        select w.id, (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.status = 'PENDING') as waiting,
                          (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.status = 'DEAD') as dead
                        from webhook w where w.id in (:ids)""",
                Tuple.class).setParameter("ids", ids).getResultStream();
        return rows.collect(Collectors.toMap(row -> row.get("id", UUID.class), row -> new WebhookView.Counts(
                ((Number) row.get("waiting")).longValue(), ((Number) row.get("dead")).longValue())));
    }
}
