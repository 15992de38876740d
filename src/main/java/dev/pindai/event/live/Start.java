package dev.pindai.event.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        var after = given(query, "after");
        var cursor = given(query, "cursor");
        if (after.isPresent() && !filter.isOneSession()) {
            throw new IllegalArgumentException("after goes with one session; for several, give the cursor of the last frame");
        }
        if (cursor.isPresent() && filter.isOneSession()) {
            throw new IllegalArgumentException(
                    "cursor goes with several sessions; for one, give after=<seq of the last frame>");
        }
        return after.<Start> map(seq -> new After(number(seq)))
                .or(() -> cursor.map(text -> new From(Cursor.parse(text)))).orElse(PRESENT);
    }

    /** The first that says something: who passes an address on may leave the value empty. */
    private static Optional<String> given(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().filter(value -> !value.isBlank()).findFirst();
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
