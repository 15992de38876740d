package dev.pindai.security.key;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

import dev.pindai.security.Caller;
import dev.pindai.security.KeyRing;
import dev.pindai.security.Tokens;
import dev.pindai.tenant.AccessEnded;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The keys in the database, of which those in use are remembered for some seconds: a key is looked up that often at most. A
 * change on this node counts at once, one on another node when what is remembered is forgotten.
 */
@Singleton
// Found by name, by what the cache is asked for: a bound and an age.
@RegisterForReflection(classNames = { "com.github.benmanes.caffeine.cache.SSMSW",
        "com.github.benmanes.caffeine.cache.PSWMS" })
class StoredKeys implements KeyRing {

    /** How long a change on another node may take to count here. */
    static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 10_000;
    /** How exact {@link ApiKey#lastUsedAt} is: each key that is in use costs a write that often at most. */
    private static final Duration USE = Duration.ofMinutes(1);

    /** What decides whether a text is a key's, and whom it lets in. */
    private record Stored(UUID id, Caller holder, byte[] hash, byte[] previousHash, Instant previousUntil, Instant expiresAt,
            Instant revokedAt, Instant lastUsedAt, List<AddressRange> addresses) {

        static Stored of(ApiKey row) {
            return new Stored(row.id, row.holder(), row.hash, row.previousHash, row.previousUntil, row.expiresAt, row.revokedAt,
                    row.lastUsedAt, Grant.of(row).addresses());
        }

        /** Both digests are compared in any case and in full: how long it takes tells nothing of them. */
        boolean lets(Predicate<byte[]> shown, String address, Instant now) {
            var current = shown.test(hash);
            var previous = previousHash != null && shown.test(previousHash) && previousUntil.isAfter(now);
            return (current | previous) && revokedAt == null && (expiresAt == null || expiresAt.isAfter(now))
                    && (addresses.isEmpty() || addresses.stream().anyMatch(range -> range.contains(address)));
        }
    }

    private final Cache<String, Stored> remembered = Caffeine.newBuilder().maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED).build();
    private final EntityManager entities;
    private final Event<AccessEnded> ended;
    private final Clock clock;

    StoredKeys(EntityManager entities, Event<AccessEnded> ended, Clock clock) {
        this.entities = entities;
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> recall(String key, String address) {
        return KeyText.prefixOf(key).map(remembered::getIfPresent).filter(stored -> lets(stored, key, address))
                .map(Stored::holder);
    }

    @Override
    public Optional<Caller> find(String key, String address) {
        return KeyText.prefixOf(key).map(prefix -> remembered.get(prefix, StoredKeys::load))
                .filter(stored -> lets(stored, key, address)).map(stored -> {
                    used(stored);
                    return stored.holder();
                });
    }

    /** Inside of the cache's own step, so that what is forgotten meanwhile is not remembered after all. */
    private static Stored load(String prefix) {
        return QuarkusTransaction.requiringNew().call(() -> ApiKey.ofPrefix(prefix).map(Stored::of).orElse(null));
    }

    @Override
    public Optional<Caller> again(UUID id, Predicate<byte[]> shown, String address) {
        return QuarkusTransaction.requiringNew().call(() -> ApiKey.<ApiKey> findByIdOptional(id).map(Stored::of))
                .filter(stored -> stored.lets(shown, address, clock.instant())).map(stored -> {
                    used(stored);
                    return stored.holder();
                });
    }

    private boolean lets(Stored stored, String key, String address) {
        var digest = Tokens.sha256(key);
        return stored.lets(hash -> MessageDigest.isEqual(hash, digest), address, clock.instant());
    }

    private void used(Stored stored) {
        var now = clock.instant();
        if (stored.lastUsedAt == null || stored.lastUsedAt.plus(USE).isBefore(now)) {
            QuarkusTransaction.requiringNew().run(() -> entities.createNativeQuery("""
                    update api_key set last_used_at = :now
                    where id = :id and (last_used_at is null or last_used_at < :before)""").setParameter("id", stored.id)
                    .setParameter("now", now).setParameter("before", now.minus(USE)).executeUpdate());
        }
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeyChanged key) {
        remembered.invalidate(key.prefix());
        if (key.ended()) {
            ended.fire(new AccessEnded(holder(key.id())));
        }
    }

    /** Whoever holds this key, as {@link AccessEnded} names them. */
    static String holder(UUID id) {
        return Caller.Kind.KEY + ":" + id;
    }
}
