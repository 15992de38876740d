package dev.pindai.event.live;

import java.time.Clock;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Makes the frame that says that something is missing: retention had removed it before the client came for it. */
@Singleton
class Gaps {

    /** The name of the frame; it is no event of the log. */
    static final String EVENT = "gap";
    /** Where it is not known which was the first that is missing. */
    static final long UNKNOWN = 0;

    private final Clock clock;

    Gaps(Clock clock) {
        this.clock = clock;
    }

    /**
     * A gap in one session's stream; its {@code seq} is the last number that is missing.
     *
     * @param from the first number that is missing, or {@link #UNKNOWN}
     */
    EventFrame frame(UUID sessionId, long from, long to) {
        var data = JsonNodeFactory.instance.objectNode().put("sessionId", sessionId.toString());
        if (from != UNKNOWN) {
            data.put("from", from);
        }
        return new EventFrame(EVENT, sessionId, to, clock.instant(), data.put("to", to));
    }

    /** A gap of which is known only that sessions were in it that are gone by now. */
    EventFrame ofVanishedSessions() {
        return new EventFrame(EVENT, null, 0, clock.instant(), JsonNodeFactory.instance.objectNode());
    }
}
