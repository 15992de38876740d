package dev.pindai.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.security.Tokens;
import dev.pindai.session.Sessions;
import dev.pindai.shared.Ids;

import io.quarkus.panache.common.Parameters;
import io.quarkus.scheduler.Scheduled;

import io.smallrye.common.annotation.RunOnVirtualThread;

/** The scan links of a session as whoever makes them sees them. What their visitors do is in {@link ScanVisits}. */
@Singleton
public class ScanLinks {

    private final EntityManager entities;
    private final Sessions sessions;
    private final LinkAddresses addresses;
    private final LinkConfig config;
    private final Clock clock;

    ScanLinks(EntityManager entities, Sessions sessions, LinkAddresses addresses, LinkConfig config, Clock clock) {
        this.entities = entities;
        this.sessions = sessions;
        this.addresses = addresses;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A new one. Its address is in this answer and nowhere else.
     *
     * @param request where the request for it went
     */
    @Transactional
    ScanLinkView create(UUID session, NewScanLink wish, URI request) {
        var lifetime = wish.expiresIn() == null ? config.lifetime() : Duration.ofSeconds(wish.expiresIn());
        if (lifetime.compareTo(config.maxLifetime()) > 0) {
            throw ScanLinkProblems.tooLong(config.maxLifetime());
        }
        addresses.checkReturn(wish.returnUrl());
        var now = clock.instant();
        sessions.require(session);
        lock(session);
        if (ScanLink.count("sessionId = ?1 and revokedAt is null and used < uses and expiresAt > ?2", session, now) >= config
                .maxOpen()) {
            throw ScanLinkProblems.tooMany(config.maxOpen());
        }
        var token = Tokens.next();
        var row = new ScanLink();
        row.id = Ids.next();
        row.sessionId = session;
        row.tokenHash = Tokens.sha256(token);
        row.label = wish.label() == null || wish.label().isBlank() ? null : wish.label().strip();
        row.locale = wish.locale();
        row.returnUrl = wish.returnUrl();
        row.uses = wish.uses() == null ? 1 : wish.uses();
        row.createdAt = now;
        row.expiresAt = now.plus(lifetime);
        row.persist();
        return ScanLinkView.of(row, addresses.of(token, request), now);
    }

    /** Against two that are made at once, which would both find room for one. */
    private void lock(UUID session) {
        entities.createNativeQuery("select 1 from session where id = :id for no key update").setParameter("id", session)
                .getResultList();
    }

    /**
     * The newest first, those included that open nothing any more.
     *
     * @param before only those older than this id, or null
     * @param limit 1 to 200
     */
    @Transactional
    ScanLinkPage list(UUID session, UUID before, int limit) {
        sessions.require(session);
        var now = clock.instant();
        var rows = ScanLink.<ScanLink> find("sessionId = :session and (:before is null or id < :before) order by id desc",
                Parameters.with("session", session).and("before", before)).range(0, limit).list();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new ScanLinkPage(page.stream().map(row -> ScanLinkView.of(row, null, now)).toList(),
                rows.size() > limit ? page.getLast().id.toString() : null);
    }

    /** From now on it opens nothing; one that does not anyway stays as it is. */
    @Transactional
    void revoke(UUID session, UUID id) {
        sessions.require(session);
        var row = ScanLink.locked(id).filter(link -> link.sessionId.equals(session))
                .orElseThrow(() -> ScanLinkProblems.notFound(id));
        if (row.state(clock.instant()) == ScanLinkView.State.OPEN) {
            row.revokedAt = clock.instant();
        }
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    @Transactional
    void forget() {
        ScanLink.delete("expiresAt < ?1", clock.instant().minus(config.keep()));
    }
}
