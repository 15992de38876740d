package dev.pindai.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which transactions were committed at one moment: in a few bytes, what somebody has who has heard of everything up to then.
 * Commits land in another order than transactions begin, so one number could not say it. A later snapshot sees all that an
 * earlier one sees; of one stream it sees the events up to some number, and none after it.
 *
 * @param next no transaction from this number on had begun
 * @param running those below that had not ended, ascending
 */
public record Snapshot(long next, List<Long> running) {

    /** The moment before everything. */
    public static final Snapshot BEGINNING = new Snapshot(0, List.of());

    /** @param text a {@code pg_snapshot}: {@code xmin:xmax:xip,…} */
    static Snapshot parse(String text, long shift) {
        var parts = text.split(":", -1);
        var running = Arrays.stream(parts[2].split(",")).filter(number -> !number.isEmpty())
                .map(number -> Long.parseLong(number) + shift).sorted().toList();
        return new Snapshot(Long.parseLong(parts[1]) + shift, running);
    }

    /** Whether this transaction had been committed, if it ever was. */
    public boolean sees(long tx) {
        return tx < next && Collections.binarySearch(running, tx) < 0;
    }

    /** Whether it was taken after the other one, and something has ended between them. */
    public boolean isAfter(Snapshot other) {
        return next > other.next || next == other.next && running.size() < other.running.size();
    }
}
