package dev.pindai.event.live;

/** Where a client begins to hear. */
public sealed interface Start {

    /** With the newest status, and the QR that is on the screen, of each session that it listens to. */
    Start PRESENT = new Present();

    /** See {@link #PRESENT}. */
    record Present() implements Start {
    }
}
