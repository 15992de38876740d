package dev.pindai.event;

import java.util.List;
import java.util.UUID;

/**
 * What the log got between two moments, by session.
 *
 * @param upTo the later moment
 * @param spans the sessions that got something, in the log's order of sessions
 * @param vanished whether something of it was removed by retention together with the whole stream
 */
public record News(Snapshot upTo, List<Span> spans, boolean vanished) {

    /**
     * A part of one session's stream.
     *
     * @param first number of its first event
     * @param last number of its last event
     */
    public record Span(UUID sessionId, long first, long last) {
    }

    /**
     * What is left of a {@link Span}.
     *
     * @param removed retention has removed this session's events up to this number; 0 if none
     * @param frames the events of the span after {@code removed}, oldest first
     */
    public record Slice(UUID sessionId, long removed, List<LoggedFrame> frames) {
    }
}
