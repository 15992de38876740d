package dev.pindai.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Faults that wait for their page to come. Used on the sandbox's thread only. */
class PendingFaults {

    /** A browser tries a cut connection once more by itself, at once: that is still the same load. */
    private static final long SAME_LOAD_MS = 250;

    private final Clock clock;
    private final List<Fault> waiting = new ArrayList<>();
    private Instant cutUntil = Instant.MIN;

    PendingFaults(Clock clock) {
        this.clock = clock;
    }

    void add(Fault fault) {
        waiting.add(fault);
    }

    void clear() {
        waiting.clear();
        cutUntil = Instant.MIN;
    }

    List<Fault> all() {
        return List.copyOf(waiting);
    }

    /** Whether the page that is asked for now must not arrive. */
    boolean cutsThisLoad() {
        for (var fault : take(fault -> fault.target().isNext() && fault.kind() == FaultKind.NAVIGATION_FAILURE)) {
            cutUntil = clock.instant().plusMillis(Math.max(SAME_LOAD_MS, fault.delayMs(0)));
        }
        return clock.instant().isBefore(cutUntil);
    }

    List<Fault> takeNext() {
        return take(fault -> fault.target().isNext());
    }

    List<Fault> takeFor(LinkedDevice device) {
        return take(fault -> device.wid().equals(fault.target().wid()));
    }

    private List<Fault> take(Predicate<Fault> which) {
        var taken = waiting.stream().filter(which).toList();
        waiting.removeAll(taken);
        return taken;
    }
}
