package dev.pindai.event.webhook;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Waits for its first or its next try, or for those before it. */
    PENDING,
    /** The receiver answered with a status from 200 to 299. */
    DELIVERED,
    /** It will not be tried again unless somebody asks for it. */
    DEAD
}
