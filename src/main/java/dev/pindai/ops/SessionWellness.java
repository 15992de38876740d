package dev.pindai.ops;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.session.SessionStatus;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

import io.smallrye.health.api.HealthGroup;

/**
 * Where the sessions stand: how many in each status, and which of them failed or lost WhatsApp. An account in trouble is its
 * owner's affair and must not restart the service for all the others, so it never fails.
 */
@HealthGroup(SessionWellness.GROUP)
@ApplicationScoped
class SessionWellness implements HealthCheck {

    /** Name of the group: {@code /q/health/group/wellness} on the management port. */
    static final String GROUP = "wellness";

    private static final Logger LOG = Logger.getLogger(SessionWellness.class);
    /** Enough to see what is going on; the list is in the API. */
    private static final int LISTED = 50;

    private final Reader reader;

    SessionWellness(Reader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("sessions").up();
        try {
            reader.countByStatus().forEach(count -> answer.withData(count.status().name(), count.count()));
            reader.inTrouble().forEach(session -> answer.withData(session.id().toString(), session.words()));
        } catch (RuntimeException e) {
            // The database has a readiness check of its own.
            LOG.debug("Sessions can't be counted", e);
            answer.withData("problem", "the database does not answer");
        }
        return answer.build();
    }

    record Count(SessionStatus status, long count) {
    }

    record Trouble(UUID id, SessionStatus status, Object reason) {

        String words() {
            return reason == null ? status.name() : status + " (" + reason + ")";
        }
    }

    /** Reads the sessions' rows, each time in a transaction of its own. */
    @ApplicationScoped
    static class Reader {

        private final EntityManager entities;

        Reader(EntityManager entities) {
            this.entities = entities;
        }

        @Transactional
        List<Count> countByStatus() {
            return entities.createQuery("select status, count(*) from Session group by status order by status", Object[].class)
                    .getResultStream()
                    .map(row -> new Count((SessionStatus) row[0], (Long) row[1]))
                    .toList();
        }

        @Transactional
        List<Trouble> inTrouble() {
            return entities.createQuery(
                    "select id, status, reason from Session where status in (FAILED, DISCONNECTED) order by id desc",
                    Object[].class)
                    .setMaxResults(LISTED)
                    .getResultStream()
                    .map(row -> new Trouble((UUID) row[0], (SessionStatus) row[1], row[2]))
                    .toList();
        }
    }
}
