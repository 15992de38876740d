package dev.pindai.event;

/**
 * A frame, the transaction that appended it, and whose it is.
 *
 * @param tx its number, to be looked for in a {@link Snapshot}
 * @param tenant the tenant of its session
 */
public record LoggedFrame(EventFrame frame, long tx, String tenant) {
}
