package dev.pindai.session;

/** Where a session stands. The row, the events and every reader use these words. */
public enum SessionStatus {
    /** No page is open, and none is wished or possible. */
    STOPPED,
    /** A page is opening, or a stored link is coming back. */
    STARTING,
    /** The page shows a QR. */
    SCAN_QR,
    /** WhatsApp asks for a passkey before it links. */
    PASSKEY_REQUIRED,
    /** The phone accepted; messages are syncing. */
    AUTHENTICATED,
    /** Linked and usable. */
    READY,
    /** Linked, but the page lost WhatsApp and tries again. */
    DISCONNECTED,
    /** Ended by itself, for a {@link Reason}. */
    FAILED;

    /** Whether a page is open, or about to be. */
    public boolean running() {
        return this != STOPPED && this != FAILED;
    }
}
