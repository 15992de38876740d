package dev.pindai.link;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells which links were missing in two looks one after the other; one look may be in the middle of things. Not thread-safe.
 */
final class MissingTwice {

    private Set<UUID> before = Set.of();

    /** Those of them that were missing the last time as well. */
    Set<UUID> again(Set<UUID> missing) {
        Set<UUID> again = missing.stream().filter(before::contains).collect(Collectors.toSet());
        before = Set.copyOf(missing);
        return again;
    }
}
