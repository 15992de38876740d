package dev.pindai.event.webhook;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Writes down what came of deliveries, and frees their places in the queue: the next one of the same webhook and session is due
 * then, whether this one arrived or died. A webhook whose receiver is gone, or to which too many died in a row, is disabled.
 */
@Singleton
class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final EntityManager entities;
    private final Statements statements;
    private final EventLog events;
    private final WebhookConfig config;
    private final Clock clock;

    Ledger(EntityManager entities, Statements statements, EventLog events, WebhookConfig config, Clock clock) {
        this.entities = entities;
        this.statements = statements;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** All of them, in one transaction. May be called again with the same ones: what is settled stays so. */
    @Transactional
    void record(List<Outcome> outcomes) {
        if (outcomes.stream().noneMatch(outcome -> outcome.status() == DeliveryStatus.DEAD)) {
            statements.hurry();
        }
        var byWebhook = outcomes.stream()
                .collect(Collectors.groupingBy(Outcome::webhookId, TreeMap::new, Collectors.toList()));
        // Webhook, delivery, queue: everybody locks in this order. One that is being removed is waited for.
        entities.createNativeQuery("select 1 from webhook where id in (:ids) order by id for key share", Integer.class)
                .setParameter("ids", byWebhook.keySet()).getResultList();
        count(byWebhook);
        settle(outcomes);
    }

    private void settle(List<Outcome> outcomes) {
        statements.update(
                """
                        update webhook_delivery d set status = r.status, next_at = r."nextAt", reason = r.reason, detail = r.detail,
                          tries = d.tries + case when r."triedAt" is null then 0 else 1 end, tried_at = coalesce(r."triedAt", d.tried_at),
                          latency_ms = r."latencyMs", request_headers = r."requestHeaders", response_status = r."responseStatus",
                          response_headers = r."responseHeaders", response_body = r."responseBody"
                        from jsonb_to_recordset(cast(:rows as jsonb)) as r(id uuid, status text, "nextAt" timestamptz, reason text,
                          detail text, "triedAt" timestamptz, "latencyMs" integer, "requestHeaders" jsonb, "responseStatus" integer,
                          "responseHeaders" jsonb, "responseBody" text)
                        where d.id = r.id and d.status = 'PENDING'""",
                outcomes);
        statements.update("""
                with settled as (
                  select q.webhook_id, q.session_id, r."nextAt" as next_at from webhook_queue q
                  join jsonb_to_recordset(cast(:rows as jsonb)) as r("webhookId" uuid, "sessionId" uuid, "nextAt" timestamptz)
                    on q.webhook_id = r."webhookId" and q.session_id = r."sessionId"
                  order by q.webhook_id, q.session_id for update of q)
                update webhook_queue q set claimed_by = null, claimed_until = null,
                  next_at = coalesce(s.next_at, q.next_at)
                from settled s where q.webhook_id = s.webhook_id and q.session_id = s.session_id""", outcomes);
    }

    /** Counts what died in a row. In a batch across sessions the order is nobody's: one that arrived clears the count. */
    private void count(Map<UUID, List<Outcome>> byWebhook) {
        var arrived = byWebhook.entrySet().stream().filter(entry -> entry.getValue().stream().anyMatch(Outcome::delivered))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
        if (!arrived.isEmpty()) {
            clear(arrived);
        }
        byWebhook.forEach((id, outcomes) -> {
            var dead = new ArrayList<Outcome>();
            outcomes.stream().filter(outcome -> outcome.status() == DeliveryStatus.DEAD && outcome.counts()).forEach(dead::add);
            if (!dead.isEmpty()) {
                Webhook.locked(id).ifPresent(webhook -> count(webhook, dead));
            }
        });
    }

    private void clear(Set<UUID> ids) {
        entities.createNativeQuery("update webhook set dead_in_a_row = 0 where id in (:ids) and dead_in_a_row <> 0")
                .setParameter("ids", ids).executeUpdate();
    }

    private void count(Webhook webhook, List<Outcome> dead) {
        webhook.deadInARow += dead.size();
        var last = dead.getLast();
        var gone = dead.stream().filter(Outcome::gone).findFirst();
        if (webhook.enabled && gone.isPresent()) {
            disable(webhook, DisabledReason.GONE, gone.get());
        } else if (webhook.enabled && webhook.deadInARow >= config.disableAfter()) {
            disable(webhook, DisabledReason.FAILING, last);
        }
    }

    /** Told in the stream of the session whose event could not be delivered, unless that stream has ended. */
    private void disable(Webhook webhook, DisabledReason reason, Outcome last) {
        webhook.disable(reason, last.detail(), clock.instant());
        MDC.put("sessionId", last.sessionId().toString());
        LOG.warnf("Webhook %s to %s is disabled (%s): %s. What happens waits until it is enabled again.", webhook.id,
                webhook.host, reason, last.detail());
        MDC.remove("sessionId");
        events.appendUnlessEnded(new SessionEvent.WebhookDisabled(last.sessionId(), webhook.id, HookUrl.shown(webhook.url),
                SessionEvent.WebhookDisabled.Cause.valueOf(reason.name()), last.detail()));
    }
}
