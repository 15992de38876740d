package dev.pindai.event.live;

/** What a client asked for can't be had; it is closed with this code and sentence. */
final class Refused extends RuntimeException {

    private final CloseCode code;

    /** @param sentence for the client, 123 bytes at most */
    Refused(CloseCode code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    CloseCode code() {
        return code;
    }
}
