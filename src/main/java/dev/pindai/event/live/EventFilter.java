package dev.pindai.event.live;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pindai.event.EventFrame;
import dev.pindai.event.EventType;
import dev.pindai.event.LoggedFrame;
import dev.pindai.tenant.Realm;

/**
 * What a client wants to hear of, of what it may hear.
 *
 * @param realm what it may hear
 * @param sessions whose events, or an empty set for all that it may hear
 * @param events which of them by name, or an empty set for all
 */
public record EventFilter(Realm realm, Set<UUID> sessions, Set<String> events) {

    private static final String ALL = "*";

    /**
     * Reads {@code session=*|id,…} and {@code events=*|name,…}; each may also be given several times.
     *
     * @throws IllegalArgumentException with a sentence for the client
     */
    public static EventFilter parse(Map<String, List<String>> query, Realm realm) {
        return new EventFilter(realm,
                words(query, "session").map(EventFilter::session).collect(Collectors.toUnmodifiableSet()),
                words(query, "events").map(EventFilter::event).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether the client may hear this, and wants to. */
    boolean hears(LoggedFrame logged) {
        return realm.holds(logged.tenant(), logged.frame().sessionId()) && wants(logged.frame());
    }

    /** Whether the client wants this frame, of those that it may hear. */
    public boolean wants(EventFrame frame) {
        return (sessions.isEmpty() || sessions.contains(frame.sessionId()))
                && (events.isEmpty() || events.contains(frame.event()));
    }

    /** Whether it names exactly one session. */
    public boolean isOneSession() {
        return sessions.size() == 1;
    }

    /** That one session. */
    UUID session() {
        return sessions.iterator().next();
    }

    private static Stream<String> words(Map<String, List<String>> query, String name) {
        var words = query.getOrDefault(name, List.of()).stream().flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip).filter(word -> !word.isEmpty()).toList();
        return words.contains(ALL) ? Stream.empty() : words.stream();
    }

    private static UUID session(String word) {
        try {
            return UUID.fromString(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("session must be * or ids of sessions", e);
        }
    }

    /** A close reason holds 123 bytes at most, so the names themselves are left to the documentation. */
    private static String event(String word) {
        return EventType.ofWireName(word).map(EventType::wireName).orElseThrow(() -> new IllegalArgumentException(
                "events must be * or names of events; see api/asyncapi.yaml"));
    }
}
