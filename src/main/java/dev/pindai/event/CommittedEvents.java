package dev.pindai.event;

import java.util.List;

/**
 * The events of one transaction, after its commit and in their order. Observed by the channels that deliver them: a hint
 * that wakes them, for the process may end before it comes. What counts is the log.
 *
 * @param tx the transaction's number, see {@link Snapshot}
 */
public record CommittedEvents(List<EventFrame> frames, long tx) {
}
