package dev.pindai.event.webhook;

/** Why a webhook is disabled. */
public enum DisabledReason {
    /** Somebody wished it. */
    PAUSED,
    /** The receiver answered 410: it is gone. */
    GONE,
    /** Too many deliveries failed for good, one after another. */
    FAILING
}
