package dev.pindai.security;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

/** Who holds a key, be it the admin key or one of those that were made. */
@Singleton
public class KeyHolders {

    /** Who holds the admin key. */
    public static final Caller ADMIN = new Caller(Caller.DEFAULT_TENANT, Caller.Kind.ADMIN_KEY, "admin", "admin",
            Set.of(Scope.ADMIN), Set.of());

    private final AdminKey adminKey;
    private final KeyRing ring;

    KeyHolders(AdminKey adminKey, KeyRing ring) {
        this.adminKey = adminKey;
        this.ring = ring;
    }

    /** See {@link KeyRing#recall}. */
    Optional<Caller> recall(String key, String address) {
        return adminKey.matches(key) ? Optional.of(ADMIN) : ring.recall(key, address);
    }

    /** See {@link KeyRing#find}. */
    public Optional<Caller> find(String key, String address) {
        return adminKey.matches(key) ? Optional.of(ADMIN) : ring.find(key, address);
    }

    /**
     * Who holds the key that somebody showed earlier, if it still counts. Blocks.
     *
     * @param kind what let them in, and its id
     * @param shown whether a digest of a key is that of the one that they showed
     * @param address from where they come now, as an IP address
     */
    public Optional<Caller> again(Caller.Kind kind, String id, Predicate<byte[]> shown, String address) {
        return switch (kind) {
            case ADMIN_KEY -> shown.test(adminKey.digest()) ? Optional.of(ADMIN) : Optional.empty();
            case KEY -> ring.again(UUID.fromString(id), shown, address);
            case PERSON, SCAN_LINK -> Optional.empty();
        };
    }
}
