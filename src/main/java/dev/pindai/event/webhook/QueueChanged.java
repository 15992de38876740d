package dev.pindai.event.webhook;

/** Something may be due now that was not before. Fired within the transaction that makes it so. */
record QueueChanged() {
}
