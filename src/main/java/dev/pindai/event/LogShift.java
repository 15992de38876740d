package dev.pindai.event;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import io.quarkus.runtime.StartupEvent;

import org.jboss.logging.Logger;

/**
 * Keeps the log's numbers of transactions growing when a dump of the database was restored on a server that has counted less
 * far: what is appended from now on has to come after what is there.
 */
@Singleton
class LogShift {

    private static final Logger LOG = Logger.getLogger(LogShift.class);
    private static final int FIRST = 1;

    private final EntityManager entities;

    LogShift(EntityManager entities) {
        this.entities = entities;
    }

    /** Before anything is appended. */
    @Transactional
    void start(@Observes @Priority(FIRST) StartupEvent event) {
        var raised = entities
                .createNativeQuery(
                        """
                                with newest as (
                                  select greatest((select max(tx) from event), (select max(tx) from event_removed), (select max(tx) from event_vanished)) as tx,
                                    cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint) as next from event_log l)
                                update event_log set shift = newest.tx - newest.next + 1 from newest
                                where newest.tx >= newest.next + event_log.shift""")
                .executeUpdate();
        if (raised > 0) {
            LOG.info("The database was restored on another server: its events are counted on from the newest one");
        }
    }
}
