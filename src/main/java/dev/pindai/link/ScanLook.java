package dev.pindai.link;

import java.time.Instant;

/**
 * A scan link as its page shows it before anybody has pressed anything.
 *
 * @param locale of the link, or null
 * @param label who sends it, or null
 * @param returnUrl where to go afterwards, or null
 */
public record ScanLook(State state, String locale, String label, String returnUrl, Instant expiresAt) {

    /** What the page is to say. */
    public enum State {
        /** Whoever presses the button gets a code. */
        OPEN,
        /** The session has an account: there is nothing to scan. */
        CONNECTED,
        /** It has linked what it was made for. */
        USED,
        EXPIRED,
        /** There is no such link, or it was revoked: which of the two is nobody's business. */
        UNKNOWN
    }

    static final ScanLook UNKNOWN = new ScanLook(State.UNKNOWN, null, null, null, null);

    static ScanLook of(ScanLink link, State state) {
        return new ScanLook(state, link.locale, link.label, link.returnUrl, link.expiresAt);
    }
}
