package dev.pindai.event;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.persistence.Query;

import dev.pindai.tenant.Realm;

/**
 * Whose streams a reader of the log is shown: the one place in which the log is narrowed to what a caller may see. Each stream
 * knows its tenant, also when its session is gone.
 *
 * @param everybody whether those of all tenants
 * @param any whether no sessions were named: all that the reader may see
 * @param ids of the sessions; without any those of the whole tenant, if none were named
 */
record Reach(boolean everybody, String tenant, boolean any, Collection<UUID> ids) {

    /** Everything, for those who hand it on and ask then who may hear it. */
    static final Reach EVERYTHING = new Reach(true, "", true, Set.of());

    /** What is read of {@code event_stream s}. */
    static final String CONDITION = "(:everybody or s.tenant = :tenant) and (:all or s.session_id = any(cast(:ids as uuid[])))";

    /** Of these sessions those that the caller may see; all that they may see if none are named. */
    static Reach of(Realm realm, Set<UUID> named) {
        return named.isEmpty() ? new Reach(false, realm.tenant(), true, realm.sessions())
                : new Reach(false, realm.tenant(), false, named.stream().filter(realm::holds).toList());
    }

    Query in(Query query) {
        return query.setParameter("everybody", everybody).setParameter("tenant", tenant)
                .setParameter("all", any && ids.isEmpty())
                .setParameter("ids", array(ids));
    }

    /** As PostgreSQL writes an array of numbers, ids or plain words. */
    static String array(Collection<?> items) {
        return items.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
