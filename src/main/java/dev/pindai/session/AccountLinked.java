package dev.pindai.session;

import java.util.UUID;

/**
 * A session has an account that it had not before. Observed by whoever has to do with linking, within the transaction that
 * makes it ready: after its events, and before anybody sees them.
 *
 * @param epoch the session's start in which it was linked
 */
public record AccountLinked(UUID sessionId, long epoch) {
}
