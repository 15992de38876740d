package dev.pindai.link;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import dev.pindai.security.Caller;
import dev.pindai.security.ScanLinkTokens;
import dev.pindai.security.Tokens;
import dev.pindai.session.Session;
import dev.pindai.session.SessionStatus;

/**
 * What a link is worth to whoever holds it, and what its page did with it. A link opens its session from the time it is made
 * until it is used up, revoked or expired, and never while the session has an account. Somebody who has scanned is not cut off
 * by the expiry in the middle of the syncing.
 */
@Singleton
public class ScanVisits implements ScanLinkTokens {

    private static final String OPENS = """
            from ScanLink l join Session s on s.id = l.sessionId
            where l.revokedAt is null and l.used < l.uses and s.wid is null
            and (l.expiresAt > :now or s.status = :syncing and l.seenEpoch = s.epoch)""";

    private final EntityManager entities;
    private final Clock clock;

    ScanVisits(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Optional<Caller> holder(String token) {
        if (!Tokens.hasForm(token)) {
            return Optional.empty();
        }
        return entities.createQuery("select l, s.tenant " + OPENS + " and l.tokenHash = :hash", Tuple.class)
                .setParameter("now", clock.instant()).setParameter("syncing", SessionStatus.AUTHENTICATED)
                .setParameter("hash", Tokens.sha256(token)).getResultStream().findFirst()
                .map(found -> {
                    var link = found.get(0, ScanLink.class);
                    return new Caller(found.get(1, String.class), Caller.Kind.SCAN_LINK, link.id.toString(), "scan link",
                            Set.of(), Set.of(link.sessionId));
                });
    }

    /** What its page is to say. Changes nothing: programs that make previews look at links too. */
    @Transactional
    public ScanLook look(String token) {
        if (!Tokens.hasForm(token)) {
            return ScanLook.UNKNOWN;
        }
        return ScanLink.ofToken(token).map(link -> switch (link.state(clock.instant())) {
            case REVOKED -> ScanLook.UNKNOWN;
            case USED -> ScanLook.of(link, ScanLook.State.USED);
            case EXPIRED -> ScanLook.of(link, ScanLook.State.EXPIRED);
            case OPEN -> ScanLook.of(link, session(link.sessionId).wid == null ? ScanLook.State.OPEN
                    : ScanLook.State.CONNECTED);
        }).orElse(ScanLook.UNKNOWN);
    }

    /** Until when it is good. */
    @Transactional
    Instant expiry(UUID link) {
        return ScanLink.<ScanLink> findById(link).expiresAt;
    }

    private static Session session(UUID id) {
        return Session.<Session> findById(id);
    }

    /** Its page has the code of the session's present start: an account that is linked in it counts as linked by this link. */
    @Transactional
    void shown(UUID link) {
        mark(List.of(link));
    }

    /** The same for links whose page is open. @return those that still open something */
    @Transactional
    Set<UUID> shown(Set<UUID> links) {
        mark(links);
        return entities.createQuery("select l.id " + OPENS + " and l.id in :ids", UUID.class)
                .setParameter("now", clock.instant()).setParameter("syncing", SessionStatus.AUTHENTICATED)
                .setParameter("ids", links).getResultStream().collect(Collectors.toSet());
    }

    private void mark(Collection<UUID> links) {
        entities.createNativeQuery("""
                update scan_link l set seen_epoch = s.epoch, seen_at = :now from session s where s.id = l.session_id
                and l.id in (:ids) and l.seen_epoch is distinct from s.epoch""").setParameter("now", clock.instant())
                .setParameter("ids", links).executeUpdate();
    }
}
