package dev.pindai.event.socketio;

import java.util.List;

/** The packets of Engine.IO 4: a digit that says what it is, then its text. */
final class Packets {

    static final char OPEN = '0';
    static final char CLOSE = '1';
    static final char PING = '2';
    static final char PONG = '3';
    static final char MESSAGE = '4';
    static final char UPGRADE = '5';
    static final char NOOP = '6';
    /** Binary data as base64, in requests. */
    static final char BINARY = 'b';

    /** What a client may send in one request or message, in bytes; it is told so when it connects. */
    static final int MAX_PAYLOAD = 65_536;

    private static final String SEPARATOR = "\u001e";

    private Packets() {
    }

    static String of(char type) {
        return String.valueOf(type);
    }

    /** Several packets as one HTTP body. */
    static String join(List<String> packets) {
        return String.join(SEPARATOR, packets);
    }

    static List<String> split(String payload) {
        return List.of(payload.split(SEPARATOR, -1));
    }
}
