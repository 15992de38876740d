package dev.pindai.audit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that is under way, as it came. {@code told} turns true once: by its answer, or by its end without one. */
record Visit(Instant at, String requestId, AtomicBoolean told) {

    Visit(Instant at, String requestId) {
        this(at, requestId, new AtomicBoolean());
    }
}
