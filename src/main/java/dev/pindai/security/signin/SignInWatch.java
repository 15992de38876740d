package dev.pindai.security.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;

import dev.pindai.security.SecurityConfig;
import dev.pindai.tenant.AccessEnded;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/**
 * Ends what sign-ins opened that are over though nobody on this node said so: by time, or because they were ended on another
 * node. Forgets those that ended a while ago.
 */
@Singleton
class SignInWatch {

    /** How far back is looked each time: clocks of nodes differ, and what is written is seen when it is committed. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofHours(1);

    private final SecurityConfig config;
    private final Event<AccessEnded> ended;
    private final Clock clock;
    private Set<UUID> told = Set.of();

    SignInWatch(SecurityConfig config, Event<AccessEnded> ended, Clock clock) {
        this.config = config;
        this.ended = ended;
        this.clock = clock;
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        var over = QuarkusTransaction.requiringNew().call(() -> over(clock.instant()));
        over.stream().filter(row -> !told.contains(row.id)).forEach(row -> ended.fire(new AccessEnded(row.holder())));
        told = over.stream().map(row -> row.id).collect(Collectors.toSet());
    }

    private List<SignIn> over(Instant now) {
        SignIn.update("endedAt = ?1 where endedAt is null and (endsAt <= ?1 or lastUsedAt <= ?2)", now,
                now.minus(config.signInIdle()));
        SignIn.delete("endedAt < ?1", now.minus(KEPT));
        return SignIn.list("endedAt > ?1", now.minus(OVERLAP));
    }
}
