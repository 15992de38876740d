package dev.pindai.event;

import java.util.List;

/**
 * The events of one transaction, after its commit and in their order. Observed by the channels that deliver them: a hint
 * that wakes them, for the process may end before it comes. What counts is the log.
 */
public record CommittedEvents(List<LoggedFrame> logged) {

    /** The transaction's number, see {@link Snapshot}. */
    public long tx() {
        return logged.getFirst().tx();
    }

    /** Their frames. */
    public List<EventFrame> frames() {
        return logged.stream().map(LoggedFrame::frame).toList();
    }
}
