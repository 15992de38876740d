package dev.pindai.engine;

import java.util.UUID;

/**
 * One opened page: the session and which of its starts. A command to an epoch that is over fails with
 * {@link PageGoneException}.
 */
public record PageRef(UUID sessionId, long epoch) {
}
