package dev.pindai.event.webhook;

import java.time.Clock;
import java.time.Instant;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** Clears away what nobody needs any more: webhooks of sessions that are gone, places in their streams, old deliveries. */
@Singleton
class Upkeep {

    private static final int BATCH = 1000;

    private final EntityManager entities;
    private final FanOut fanOut;
    private final WebhookConfig config;
    private final Clock clock;

    Upkeep(EntityManager entities, FanOut fanOut, WebhookConfig config, Clock clock) {
        this.entities = entities;
        this.fanOut = fanOut;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pindai.webhook.sweep-interval:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        fanOut.skipWhatNobodyHears();
        QuarkusTransaction.requiringNew().run(this::removeOrphans);
    }

    /** A session's own webhooks, once it is gone and they have heard of it, or can't because they are disabled. */
    private void removeOrphans() {
        entities.createNativeQuery("""
                delete from webhook w where w.session_id is not null
                and not exists (select 1 from event_stream s left join webhook_position p on p.session_id = s.session_id
                  where s.session_id = w.session_id and (not s.ended or s.last_seq > coalesce(p.seq, 0)))
                and (not w.enabled or not exists (select 1 from webhook_queue q
                  where q.webhook_id = w.id and q.next_at is not null))""").executeUpdate();
    }

    /** In small steps, each a transaction of its own: nobody waits for long. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        forget(DeliveryStatus.DELIVERED, clock.instant().minus(config.keepDelivered()));
        forget(DeliveryStatus.DEAD, clock.instant().minus(config.keepDead()));
        QuarkusTransaction.requiringNew().run(this::forgetStreams);
    }

    private void forget(DeliveryStatus status, Instant before) {
        int gone;
        do {
            gone = QuarkusTransaction.requiringNew().call(() -> entities.createNativeQuery("""
                    delete from webhook_delivery where id in (select id from webhook_delivery
                    where status = :status and coalesce(tried_at, queued_at) < :before limit :batch for update skip locked)""")
                    .setParameter("status", status.name()).setParameter("before", before).setParameter("batch", BATCH)
                    .executeUpdate());
        } while (gone == BATCH);
    }

    /** Of a stream that has ended, or was removed from the log, nothing is queued any more once all is read. */
    private void forgetStreams() {
        entities.createNativeQuery("""
                delete from webhook_queue q where q.next_at is null
                and not exists (select 1 from event_stream s where s.session_id = q.session_id and not s.ended)
                and not exists (select 1 from webhook_delivery d where d.webhook_id = q.webhook_id
                  and d.session_id = q.session_id and d.status = 'PENDING')""").executeUpdate();
        entities.createNativeQuery("""
                delete from webhook_position p
                where not exists (select 1 from event_stream s where s.session_id = p.session_id)""").executeUpdate();
    }
}
