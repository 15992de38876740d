package dev.pindai.event;

/**
 * A frame and the transaction that appended it.
 *
 * @param tx its number, to be looked for in a {@link Snapshot}
 */
public record LoggedFrame(EventFrame frame, long tx) {
}
