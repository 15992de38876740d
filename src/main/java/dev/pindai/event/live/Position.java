package dev.pindai.event.live;

import java.util.List;
import java.util.Optional;

import dev.pindai.event.EventFrame;
import dev.pindai.event.LoggedFrame;
import dev.pindai.event.Snapshot;

/**
 * Where one client stands in the log, and how it gets on from there: first by reading, then by hearing. Used by one thread at a
 * time.
 */
interface Position {

    /**
     * Makes sure that the client can begin here. Blocks.
     *
     * @throws Refused if it can't
     */
    void open();

    /** The next frames from the log; none once it has all that was there when this was called. Blocks. */
    List<EventFrame> next();

    /** A frame that is heard, as the client is to get it; empty if it has it already. */
    Optional<EventFrame> take(LoggedFrame logged);

    /** All that this moment sees was offered to {@link #take} or had been read before. */
    default void verified(Snapshot moment) {
        // Only a cursor tells moments.
    }

    /** Whether it can't go on hearing before it has read. */
    default boolean isFull() {
        return false;
    }
}
