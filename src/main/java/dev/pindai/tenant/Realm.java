package dev.pindai.tenant;

import java.util.Set;
import java.util.UUID;

/**
 * What one caller may see and touch: what belongs to one tenant, and of its sessions perhaps only some.
 *
 * @param tenant whose sessions, webhooks and events
 * @param sessions the only sessions of it, or an empty set for all
 * @param codes whether QR strings and pairing codes are told to them
 * @param holder tells this caller from others: whose live connections end when what let them in is over
 */
public record Realm(String tenant, Set<UUID> sessions, boolean codes, String holder) {

    /** The tenant of whoever runs the server. */
    public static final String OPERATOR = "default";

    public Realm {
        sessions = Set.copyOf(sessions);
    }

    /** Whether a session of the tenant is among theirs. */
    public boolean holds(UUID session) {
        return sessions.isEmpty() || sessions.contains(session);
    }

    /** Whether this tenant's session is among theirs. */
    public boolean holds(String owner, UUID session) {
        return tenant.equals(owner) && holds(session);
    }

    /** Whether it is the tenant of whoever runs the server, and shares it out: only the limits of all together are theirs. */
    public boolean operator() {
        return tenant.equals(OPERATOR);
    }

    /** Whether only some of the tenant's sessions are theirs. */
    public boolean limited() {
        return !sessions.isEmpty();
    }
}
