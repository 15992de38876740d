package dev.pindai.security;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

/** Who holds a key, be it the admin key or one of those that were made. */
@Singleton
class KeyHolders {

    static final Caller ADMIN = new Caller(Caller.DEFAULT_TENANT, Caller.Kind.ADMIN_KEY, "admin", "admin",
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
    Optional<Caller> find(String key, String address) {
        return adminKey.matches(key) ? Optional.of(ADMIN) : ring.find(key, address);
    }
}
