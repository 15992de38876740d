package dev.pindai.event;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event as every channel sends it.
 *
 * @param event its name, see {@link EventType#wireName}
 * @param sessionId whose it is
 * @param seq its number in the session's stream, from 1, without gaps
 * @param at when it was appended
 * @param data what the event says; holds {@code sessionId} too
 * @param snapshot true where the frame repeats the present state to a client that has just joined, else null
 * @param cursor from where a client of many sessions goes on after this frame; null on all others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventFrame(String event, UUID sessionId, long seq, Instant at, ObjectNode data, Boolean snapshot,
        String cursor) {

    public EventFrame(String event, UUID sessionId, long seq, Instant at, ObjectNode data) {
        this(event, sessionId, seq, at, data, null, null);
    }

    /** The same frame with other data. */
    EventFrame withData(ObjectNode other) {
        return new EventFrame(event, sessionId, seq, at, other, snapshot, cursor);
    }

    /** The same frame, marked as a repeat of the present state. */
    public EventFrame asSnapshot() {
        return new EventFrame(event, sessionId, seq, at, data, true, cursor);
    }

    /** The same frame, with what is needed to go on after it. */
    public EventFrame withCursor(String text) {
        return new EventFrame(event, sessionId, seq, at, data, snapshot, text);
    }
}
