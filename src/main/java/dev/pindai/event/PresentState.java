package dev.pindai.event;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How live sessions stand at one moment.
 *
 * @param at the moment
 * @param lastSeqs the number of each session's newest event
 * @param frames the newest {@code status} and {@code qr} of each, in the order of sessions and numbers
 */
public record PresentState(Snapshot at, Map<UUID, Long> lastSeqs, List<EventFrame> frames) {
}
