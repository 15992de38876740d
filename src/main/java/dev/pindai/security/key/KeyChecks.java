package dev.pindai.security.key;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFeed;
import dev.pindai.tenant.Realm;

/** Tells what a caller asks of a key from what can't be. */
@Singleton
class KeyChecks {

    private static final String ALL = "*";

    private final EventFeed feed;
    private final Clock clock;

    KeyChecks(EventFeed feed, Clock clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * What a new key grants.
     *
     * @param maker what its maker has
     * @throws dev.pindai.shared.ProblemException 400 with what is to be mended, 403 {@code KEY_EXCEEDS_YOURS}
     */
    Grant grant(NewKey wanted, String tenant, Grant maker) {
        var grant = new Grant(wanted.scopes(), sessions(wanted.sessions()), addresses(wanted.addresses()), wanted.expiresAt())
                .limitedAs(maker);
        if (!grant.within(maker)) {
            throw KeyProblems.exceedsYours();
        }
        if (grant.expiresAt() != null && !grant.expiresAt().isAfter(clock.instant())) {
            throw KeyProblems.endsInThePast();
        }
        requireThere(grant.sessions(), tenant);
        return grant;
    }

    private void requireThere(Set<UUID> sessions, String tenant) {
        var there = sessions.isEmpty() ? Set.<UUID> of()
                : feed.streams(new Realm(tenant, Set.of(), false, ""), sessions, false).keySet();
        sessions.stream().filter(id -> !there.contains(id)).findFirst().ifPresent(id -> {
            throw KeyProblems.unknownSession(id.toString());
        });
    }

    private static Set<UUID> sessions(Set<String> wanted) {
        return wanted == null || wanted.contains(ALL) ? Set.of()
                : wanted.stream().map(KeyChecks::session).collect(Collectors.toSet());
    }

    private static UUID session(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw KeyProblems.unknownSession(text);
        }
    }

    private static List<AddressRange> addresses(Set<String> wanted) {
        return wanted == null || wanted.contains(ALL) ? List.of()
                : wanted.stream().sorted().map(KeyChecks::range).toList();
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw KeyProblems.badAddress(text);
        }
    }
}
