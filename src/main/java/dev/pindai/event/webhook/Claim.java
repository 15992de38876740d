package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.UUID;

import dev.pindai.event.EventFrame;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A delivery that is ours to send: the oldest that waits of its webhook and session.
 *
 * @param webhook read when it was claimed, no longer bound to a transaction
 * @param tries made so far
 * @param triesBefore how many of them before it was queued last
 * @param frame without its secret; null if it is no longer in the log
 */
record Claim(UUID id, Webhook webhook, UUID sessionId, int tries, int triesBefore, Instant queuedAt, EventFrame frame) {

    /** What only one at a time may send for. */
    @RegisterForReflection
    record Key(UUID webhookId, UUID sessionId) {
    }

    Key key() {
        return new Key(webhook.id, sessionId);
    }
}
