package dev.pindai.security.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.pindai.tenant.AccessEnded;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Ends the live connections of keys that are over though nobody on this node said so: those that have expired, whose old text
 * counts no more, or that were revoked on another node. Of a rotated key it can't be told by which text a client came: all come
 * again, and go on where they were.
 */
@Singleton
class KeyWatch {

    /** How far back is looked each time: clocks of nodes differ, and what is written is seen when it is committed. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    /** A key, and when something of it ended. */
    private record End(UUID id, Instant at) {
    }

    private final EntityManager entities;
    private final Event<AccessEnded> ended;
    private final Clock clock;
    private Set<End> told = Set.of();
    private Instant looked;

    KeyWatch(EntityManager entities, Event<AccessEnded> ended, Clock clock) {
        this.entities = entities;
        this.ended = ended;
        this.clock = clock;
        this.looked = clock.instant();
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var now = clock.instant();
        var found = QuarkusTransaction.requiringNew().call(() -> between(looked.minus(OVERLAP), now));
        var fresh = new HashSet<>(found);
        fresh.removeAll(told);
        fresh.forEach(end -> ended.fire(new AccessEnded(StoredKeys.holder(end.id))));
        told = found;
        looked = now;
    }

    @SuppressWarnings("unchecked")
    private Set<End> between(Instant from, Instant to) {
        return ((Stream<Tuple>) entities.createNativeQuery("""
                select k.id, ends.at from api_key k cross join lateral
                  (values (k.revoked_at), (k.expires_at), (k.previous_until)) as ends(at)
                where ends.at > :from and ends.at <= :to""", Tuple.class).setParameter("from", from).setParameter("to", to)
                .getResultStream()).map(row -> new End(row.get("id", UUID.class), row.get("at", Instant.class)))
                .collect(Collectors.toSet());
    }
}
