package dev.pindai.event.live;

/** Why a client is closed, in the numbers of WebSocket; a channel that has no such numbers says it in its own way. */
public enum CloseCode {
    /** The client itself left. */
    NORMAL(1000),
    /** Pindai is stopping: come back in a moment. */
    GOING_AWAY(1001),
    /** The database did not answer, or sending failed: come back in a moment. */
    FAILED(1011),
    /** What the client asked for can't be read. */
    BAD_REQUEST(4400),
    /** The key by which the client was let in is over. */
    UNAUTHORIZED(4401),
    /** A session that the client named does not exist, or is not the client's to hear. */
    UNKNOWN_SESSION(4404),
    /** The client reads too slowly, or answered no ping. */
    TOO_SLOW(4408),
    /** Whoever the client was let in as has too many clients already. */
    TOO_MANY(4429);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
