package dev.pindai.event.webhook;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What came of a try, as it is recorded; see {@link Ledger}.
 *
 * @param nextAt when it is tried again, or null
 * @param counts whether a dead one is the receiver's fault
 */
@RegisterForReflection
record Outcome(UUID id, UUID webhookId, UUID sessionId, DeliveryStatus status, Instant triedAt, Instant nextAt,
        DeliveryReason reason, String detail, Integer latencyMs, Map<String, String> requestHeaders, Integer responseStatus,
        Map<String, String> responseHeaders, String responseBody, @JsonIgnore String host, @JsonIgnore boolean counts) {

    /** The same without what came from elsewhere. */
    Outcome bare() {
        return new Outcome(id, webhookId, sessionId, status, triedAt, nextAt, reason, null, latencyMs, null, responseStatus,
                null, null, host, counts);
    }

    /** Whether a request was made. */
    boolean tried() {
        return triedAt != null;
    }

    boolean delivered() {
        return status == DeliveryStatus.DELIVERED;
    }

    boolean gone() {
        return reason == DeliveryReason.GONE;
    }

    /** Whether the receiver said nothing, and may keep the next one waiting too. */
    boolean silent() {
        return tried() && responseStatus == null;
    }
}
