package dev.pindai.event.live;

import java.util.List;
import java.util.Map;

/** Where a client begins to hear. */
public sealed interface Start {

    /** With the newest status, and the QR that is on the screen, of each session that it listens to. */
    Start PRESENT = new Present();

    /** See {@link #PRESENT}. */
    record Present() implements Start {
    }

    /** After the event with this number of the one session it listens to; 0 for all that is kept. */
    record After(long seq) implements Start {
    }

    /** After the frame that carried this cursor. */
    record From(Cursor cursor) implements Start {
    }

    /**
     * Reads {@code after=<seq>} (for one session) and {@code cursor=<text>} (for several); neither means {@link #PRESENT}.
     *
     * @throws IllegalArgumentException with a sentence for the client
     */
    static Start parse(Map<String, List<String>> query, EventFilter filter) {
        var after = query.getOrDefault("after", List.of());
        var cursor = query.getOrDefault("cursor", List.of());
        if (!after.isEmpty() && !filter.isOneSession()) {
            throw new IllegalArgumentException("after goes with one session; for several, give the cursor of the last frame");
        }
        if (!cursor.isEmpty() && filter.isOneSession()) {
            throw new IllegalArgumentException(
                    "cursor goes with several sessions; for one, give after=<seq of the last frame>");
        }
        return !after.isEmpty() ? new After(number(after.getFirst()))
                : !cursor.isEmpty() ? new From(Cursor.parse(cursor.getFirst())) : PRESENT;
    }

    private static long number(String text) {
        try {
            var number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a negative number is.
        }
        throw new IllegalArgumentException("after must be a number: the seq of the last frame, or 0");
    }
}
