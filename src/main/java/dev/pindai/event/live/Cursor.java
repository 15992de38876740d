package dev.pindai.event.live;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.pindai.event.Snapshot;

/**
 * What a client of many sessions has: enough to go on exactly there, in a few dozen bytes however many sessions there are.
 *
 * @param since it has all that this moment sees
 * @param ahead and the events of these sessions up to these numbers, which came after that moment
 * @param reading and a part of what came between that moment and another, or null
 */
record Cursor(Snapshot since, Map<UUID, Long> ahead, Reading reading) {

    /** The cursor of somebody who has nothing yet. */
    private static final String BEGINNING = "0";
    private static final int VERSION = 1;
    private static final String BAD = "cursor must be that of the last frame, as it was sent, or 0";

    /**
     * What came up to a moment is read in the order of sessions and numbers.
     *
     * @param upTo the moment
     * @param session the session of the last event that was sent
     * @param seq its number
     */
    record Reading(Snapshot upTo, UUID session, long seq) {
    }

    static Cursor at(Snapshot moment) {
        return new Cursor(moment, Map.of(), null);
    }

    /** As it stands in a frame: safe in an address, to be handed back unchanged. */
    String text() {
        var bytes = new CursorBytes.Writer();
        bytes.number(VERSION);
        bytes.snapshot(since);
        bytes.number(ahead.size());
        ahead.forEach((session, seq) -> bytes.id(session).number(seq));
        bytes.number(reading == null ? 0 : 1);
        if (reading != null) {
            bytes.snapshot(reading.upTo).id(reading.session).number(reading.seq);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.sealed());
    }

    /** @throws IllegalArgumentException with a sentence for the client */
    static Cursor parse(String text) {
        if (text.equals(BEGINNING)) {
            return at(Snapshot.BEGINNING);
        }
        try {
            var bytes = CursorBytes.unsealed(Base64.getUrlDecoder().decode(text));
            if (bytes.number() == VERSION) {
                return read(bytes);
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(BAD, e);
        }
        throw new IllegalArgumentException(BAD);
    }

    private static Cursor read(CursorBytes.Reader bytes) {
        var since = bytes.snapshot();
        var ahead = new HashMap<UUID, Long>();
        for (long left = bytes.number(); left > 0; left--) {
            ahead.put(bytes.id(), bytes.number());
        }
        return new Cursor(since, ahead,
                bytes.number() == 0 ? null : new Reading(bytes.snapshot(), bytes.id(), bytes.number()));
    }
}
