package dev.pindai.session;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

import dev.pindai.shared.ProblemException;
import dev.pindai.tenant.Realm;
import dev.pindai.tenant.Realms;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Parameters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The rows of the sessions that a caller may see: the one place where what is asked for is narrowed to their tenant, and to the
 * sessions of their key. Another's session is as one that does not exist. What Pindai does by itself goes past it, by the id of
 * a session that it knows, see {@link SessionTransitions}.
 */
@Singleton
class VisibleSessions {

    private static final String OWN = "tenant = :tenant and (:limited = false or id in :own)";
    /** Stands for no session, where a list must not be empty. */
    private static final List<UUID> NONE = List.of(new UUID(0, 0));

    private static final int MOST_OWNERS = 10_000;

    private final Realms realms;
    /** Whose the sessions were that were found lately. */
    private final Cache<UUID, String> owners = Caffeine.newBuilder().maximumSize(MOST_OWNERS).build();

    VisibleSessions(Realms realms) {
        this.realms = realms;
    }

    /** Of whoever asks now; for what is asked of on other threads. */
    Realm realm() {
        return realms.current();
    }

    /** @throws ProblemException 404 if the caller sees no such session */
    Session find(UUID id) {
        var found = find(realm(), id);
        owners.put(id, found.tenant);
        return found;
    }

    /** Whether the caller's it was when it was last found: to go by where the database does not answer. */
    boolean wasFound(UUID id) {
        return realm().holds(owners.getIfPresent(id), id);
    }

    /** The same for somebody who asked on another thread. */
    static Session find(Realm realm, UUID id) {
        return one(realm, id).singleResultOptional().orElseThrow(() -> SessionProblems.notFound(id));
    }

    /**
     * The same, against the state machine, which writes the whole row.
     *
     * @throws ProblemException 404 if the caller sees no such session
     */
    Session locked(UUID id) {
        return one(realm(), id).withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional()
                .orElseThrow(() -> SessionProblems.notFound(id));
    }

    /** Those that meet a condition of Panache's, in its order, from the first. */
    List<Session> list(String condition, Parameters parameters, int most) {
        own(realm()).map().forEach(parameters::and);
        return Session.<Session> find(OWN + " and " + condition, parameters).range(0, most - 1).list();
    }

    private static PanacheQuery<Session> one(Realm realm, UUID id) {
        return Session.find("id = :id and " + OWN, own(realm).and("id", id));
    }

    private static Parameters own(Realm realm) {
        return Parameters.with("tenant", realm.tenant()).and("limited", realm.limited())
                .and("own", realm.limited() ? realm.sessions() : NONE);
    }
}
