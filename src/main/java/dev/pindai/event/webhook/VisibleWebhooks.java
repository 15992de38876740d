package dev.pindai.event.webhook;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.Realm;
import dev.pindai.tenant.Realms;

/**
 * The rows of the webhooks that a caller may see: those of their tenant, and with a key for certain sessions those that hear of
 * no others. The one place where what is asked for is narrowed so. Another's webhook is as one that does not exist.
 */
@Singleton
class VisibleWebhooks {

    private static final UUID LAST = new UUID(-1, -1);

    private final Realms realms;
    private final EntityManager entities;

    VisibleWebhooks(Realms realms, EntityManager entities) {
        this.realms = realms;
        this.entities = entities;
    }

    /** Of whoever asks now. */
    Realm realm() {
        return realms.current();
    }

    /** @throws ProblemException 404 if the caller sees no such webhook */
    Webhook find(UUID id) {
        return visible(id, Webhook.findByIdOptional(id));
    }

    /**
     * The same, against others who write the same row.
     *
     * @throws ProblemException 404 if the caller sees no such webhook
     */
    Webhook locked(UUID id) {
        return visible(id, Webhook.locked(id));
    }

    private Webhook visible(UUID id, Optional<Webhook> found) {
        var realm = realm();
        return found.filter(row -> row.tenant.equals(realm.tenant()))
                .filter(row -> !realm.limited() || row.sessions.length > 0 && Stream.of(row.sessions).allMatch(realm::holds))
                .orElseThrow(() -> WebhookProblems.notFound(id));
    }

    /**
     * The newest first.
     *
     * @param session only those that hear of it, or null
     * @param before only those older than this id, or null
     */
    @SuppressWarnings("unchecked")
    List<Webhook> list(UUID session, UUID before, int most) {
        var realm = realm();
        return entities.createNativeQuery("""
                select * from webhook w where w.tenant = :tenant and w.id < :before
                and (not :limited or cardinality(w.sessions) > 0 and w.sessions <@ cast(:own as uuid[]))
                and (:all or cardinality(w.sessions) = 0 or :session = any(w.sessions)) order by w.id desc""", Webhook.class)
                .setParameter("tenant", realm.tenant()).setParameter("before", before == null ? LAST : before)
                .setParameter("limited", realm.limited()).setParameter("own", array(realm.sessions()))
                .setParameter("all", session == null).setParameter("session", session == null ? LAST : session)
                .setMaxResults(most).getResultList();
    }

    /**
     * What a webhook hears of that is to hear of these sessions, or of all if none are named: of all that the caller may see.
     */
    UUID[] heard(Set<UUID> named) {
        return (named.isEmpty() ? realm().sessions() : named).stream().sorted().toArray(UUID[]::new);
    }

    static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
