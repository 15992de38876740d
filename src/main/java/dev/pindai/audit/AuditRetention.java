package dev.pindai.audit;

import java.time.Clock;
import java.time.Instant;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import org.jboss.logging.Logger;

/** Removes rows that are older than the audit is kept, in batches of their own transactions. Nobody else can. */
@Singleton
class AuditRetention {

    private static final Logger LOG = Logger.getLogger(AuditRetention.class);
    private static final int BATCH = 1000;
    /** What is left then waits for the next time. */
    private static final int MOST_BATCHES = 500;
    private static final String ALONE = "select pg_try_advisory_xact_lock(hashtext('pindai.audit.retention'))";
    /** The table's trigger lets go of rows older than this, in this transaction. */
    private static final String ALLOW = "select set_config('pindai.audit_remove_before', :moment, true)";
    private static final String REMOVE = """
            delete from audit where id in (select id from audit where at < cast(:moment as timestamptz) order by at limit :batch)""";

    private final EntityManager entities;
    private final AuditConfig config;
    private final Clock clock;

    AuditRetention(EntityManager entities, AuditConfig config, Clock clock) {
        this.entities = entities;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${pindai.audit.retention-interval}", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        if (config.retention().isPositive()) {
            var removed = removeBefore(clock.instant().minus(config.retention()), BATCH);
            if (removed > 0) {
                LOG.infof("Removed %d rows of the audit older than %s", removed, config.retention());
            }
        }
    }

    /** Removes all of before this moment; the number of rows. */
    long removeBefore(Instant moment, int batch) {
        long all = 0;
        int removed = batch;
        for (int round = 0; round < MOST_BATCHES && removed >= batch; round++) {
            removed = QuarkusTransaction.requiringNew().call(() -> alone() ? removeSome(moment.toString(), batch) : 0);
            all += removed;
        }
        return all;
    }

    private boolean alone() {
        return (boolean) entities.createNativeQuery(ALONE, Boolean.class).getSingleResult();
    }

    private int removeSome(String moment, int batch) {
        entities.createNativeQuery(ALLOW, String.class).setParameter("moment", moment).getSingleResult();
        return entities.createNativeQuery(REMOVE).setParameter("moment", moment).setParameter("batch", batch).executeUpdate();
    }
}
