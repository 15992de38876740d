package dev.pindai.security.key;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pindai.security.Caller;
import dev.pindai.security.Scope;

/**
 * What a key lets its holder do, on which of its tenant's sessions, from where, and until when. Nobody hands out more than they
 * have.
 *
 * @param sessions empty for all, as is the next
 * @param expiresAt null for a key that lasts
 */
record Grant(Set<Scope> scopes, Set<UUID> sessions, List<AddressRange> addresses, Instant expiresAt) {

    /** Of a caller who holds no key of ours, and so has none of its limits. */
    static Grant of(Caller caller) {
        return new Grant(caller.scopes(), caller.sessions(), List.of(), null);
    }

    static Grant of(ApiKey row) {
        return new Grant(Arrays.stream(row.scopes).map(Scope::of).collect(Collectors.toSet()), Set.of(row.sessions),
                Stream.of(row.addresses).map(AddressRange::parse).toList(), row.expiresAt);
    }

    /** The same, where it leaves a limit out with the one that its maker has. */
    Grant limitedAs(Grant maker) {
        return new Grant(scopes, sessions.isEmpty() ? maker.sessions : sessions,
                addresses.isEmpty() ? maker.addresses : addresses, expiresAt == null ? maker.expiresAt : expiresAt);
    }

    /** Whether there is nothing in it that the other has not. */
    boolean within(Grant other) {
        return (other.scopes.contains(Scope.ADMIN) || other.scopes.containsAll(scopes)) && onlySessionsOf(other)
                && (other.addresses.isEmpty() || !addresses.isEmpty() && addresses.stream()
                        .allMatch(range -> other.addresses.stream().anyMatch(range::within)))
                && (other.expiresAt == null || expiresAt != null && !expiresAt.isAfter(other.expiresAt));
    }

    /** Whether it is about no other sessions. */
    boolean onlySessionsOf(Grant other) {
        return other.sessions.isEmpty() || !sessions.isEmpty() && other.sessions.containsAll(sessions);
    }
}
