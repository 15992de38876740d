package dev.pindai.security.key;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

import dev.pindai.security.Caller;
import dev.pindai.shared.Ids;

import org.jboss.logging.Logger;

/**
 * The keys as a collection: makes, finds, lists, rotates and revokes them. A caller sees those of their tenant; the admin key
 * of
 * the configuration those of all.
 */
@Singleton
public class ApiKeys {

    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final UUID LAST = new UUID(-1, -1);

    private final EntityManager entities;
    private final KeyChecks checks;
    private final Event<KeyChanged> changed;
    private final Clock clock;

    ApiKeys(EntityManager entities, KeyChecks checks, Event<KeyChanged> changed, Clock clock) {
        this.entities = entities;
        this.checks = checks;
        this.changed = changed;
        this.clock = clock;
    }

    /** A new one; its text is in the answer, and never again. What it leaves out is limited as its maker's own key is. */
    @Transactional
    public KeyView create(Caller maker, NewKey wanted) {
        var tenant = tenant(maker, wanted.tenant());
        var row = new ApiKey();
        row.grants(checks.grant(wanted, tenant, grant(maker)));
        var text = KeyText.next();
        row.id = Ids.next();
        row.tenant = tenant;
        row.name = wanted.name().strip();
        row.prefix = text.prefix();
        row.hash = text.hash();
        row.createdAt = clock.instant();
        row.persist();
        LOG.infof("Key %s (%s) was made for tenant %s", row.prefix, row.id, tenant);
        return KeyView.of(row, text.text(), row.createdAt);
    }

    /**
     * The newest first.
     *
     * @param tenant only those of this tenant, or null for all that the caller sees
     * @param before only those older than this id, or null
     * @param limit 1 to 200
     * @throws dev.pindai.shared.ProblemException 403 {@code TENANT_NOT_YOURS}
     */
    @Transactional
    @SuppressWarnings("unchecked")
    public KeyPage list(Caller caller, String tenant, UUID before, int limit) {
        var everybody = tenant == null && isOperator(caller);
        var own = grant(caller).sessions();
        List<ApiKey> rows = entities.createNativeQuery("""
                select * from api_key k where k.id < :before and (:everybody or k.tenant = :tenant)
                and (:all or cardinality(k.sessions) > 0 and k.sessions <@ cast(:sessions as uuid[])) order by k.id desc""",
                ApiKey.class).setParameter("before", before == null ? LAST : before)
                .setParameter("everybody", everybody).setParameter("tenant", everybody ? "" : tenant(caller, tenant))
                .setParameter("all", own.isEmpty())
                .setParameter("sessions", own.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")))
                .setMaxResults(limit + 1).getResultList();
        var page = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new KeyPage(page.stream().map(row -> KeyView.of(row, null, clock.instant())).toList(),
                rows.size() > limit ? page.getLast().id.toString() : null);
    }

    /** @throws dev.pindai.shared.ProblemException 404 if there is none that the caller sees */
    @Transactional
    public KeyView get(Caller caller, UUID id) {
        return KeyView.of(visible(caller, id, ApiKey.<ApiKey> findByIdOptional(id).stream()), null, clock.instant());
    }

    /**
     * Gives a key a new text, which is in the answer and never again.
     *
     * @param grace how long the old one still counts; none ends its connections, too
     * @throws dev.pindai.shared.ProblemException 404, 403 {@code KEY_EXCEEDS_YOURS}, 409 {@code KEY_ENDED}
     */
    @Transactional
    public KeyView rotate(Caller caller, UUID id, Duration grace) {
        var row = visible(caller, id, ApiKey.locked(id).stream());
        var now = clock.instant();
        if (row.over(now)) {
            throw KeyProblems.over();
        }
        if (!Grant.of(row).within(grant(caller))) {
            throw KeyProblems.exceedsYours();
        }
        var text = KeyText.next(row.prefix);
        row.rotate(text, now, grace);
        tell(row, grace.isZero());
        LOG.infof("Key %s (%s) was rotated; its old text counts for %s s", row.prefix, row.id, grace.toSeconds());
        return KeyView.of(row, text.text(), now);
    }

    /** From now on it lets nobody in. One that is revoked stays so. */
    @Transactional
    public void revoke(Caller caller, UUID id) {
        var row = visible(caller, id, ApiKey.locked(id).stream());
        if (row.revokedAt == null) {
            row.revokedAt = clock.instant();
            tell(row, true);
            LOG.infof("Key %s (%s) was revoked", row.prefix, row.id);
        }
    }

    private void tell(ApiKey row, boolean ended) {
        changed.fire(new KeyChanged(row.id, row.prefix, ended));
    }

    private static boolean isOperator(Caller caller) {
        return caller.kind() == Caller.Kind.ADMIN_KEY;
    }

    private static String tenant(Caller caller, String named) {
        if (named != null && !named.equals(caller.tenant()) && !isOperator(caller)) {
            throw KeyProblems.otherTenant();
        }
        return named == null ? caller.tenant() : named;
    }

    private ApiKey visible(Caller caller, UUID id, Stream<ApiKey> found) {
        var own = grant(caller);
        return found.filter(row -> isOperator(caller) || row.tenant.equals(caller.tenant()))
                .filter(row -> Grant.of(row).onlySessionsOf(own)).findFirst().orElseThrow(() -> KeyProblems.notFound(id));
    }

    /** What a caller has, with the limits of the key that let them in. */
    private static Grant grant(Caller caller) {
        return caller.kind() != Caller.Kind.KEY ? Grant.of(caller)
                : ApiKey.<ApiKey> findByIdOptional(UUID.fromString(caller.id())).map(Grant::of)
                        .orElseThrow(() -> KeyProblems.notFound(UUID.fromString(caller.id())));
    }
}
