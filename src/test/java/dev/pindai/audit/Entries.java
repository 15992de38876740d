package dev.pindai.audit;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import dev.pindai.security.Caller;
import dev.pindai.shared.Ids;

/** Rows for tests of what becomes of them. */
final class Entries {

    static final Instant START = Instant.parse("2026-11-25T08:00:00Z");

    private Entries() {
    }

    /** A change that was made. */
    static Entry change(String action) {
        return of(caller("toko"), action, UUID.randomUUID(), "192.0.2.1", 200, START);
    }

    /** Somebody whom nobody knows, refused. */
    static Entry stranger(String address, Instant at) {
        return of(null, Actions.REFUSED, null, address, 401, at);
    }

    static Entry of(Caller caller, String action, UUID session, String address, Integer status, Instant at) {
        return new Entry(Ids.next(), at, Caller.DEFAULT_TENANT, caller, action, new Subject(session, null), address, "curl",
                status, null, 1, Ids.next().toString());
    }

    static Caller caller(String name) {
        return new Caller(Caller.DEFAULT_TENANT, Caller.Kind.KEY, "id-of-" + name, name, Set.of(), Set.of());
    }
}
