package dev.pindai.event.socketio;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A packet of Socket.IO 5 as a client sends it.
 *
 * @param type what it is, one of the constants here
 * @param namespace the part of the server that it is for
 * @param payload the rest: JSON, an ack id before it where the type has one; may be empty
 */
record SocketPacket(char type, String namespace, String payload) {

    static final char CONNECT = '0';
    static final char DISCONNECT = '1';
    static final char EVENT = '2';
    static final char CONNECT_ERROR = '4';
    static final String MAIN_NAMESPACE = "/";

    /** Type, number of attachments of binary types, namespace unless it is the main one, payload. */
    private static final Pattern FORM = Pattern.compile("([0-6])(?:\\d+-)?(?:(/[^,]*)(?:,|$))?(.*)", Pattern.DOTALL);

    /** Empty for what is no packet. */
    static Optional<SocketPacket> parse(String text) {
        var form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new SocketPacket(form.group(1).charAt(0),
                        form.group(2) == null ? MAIN_NAMESPACE : form.group(2), form.group(3)))
                : Optional.empty();
    }

    /** How it is sent. */
    String text() {
        return type + (namespace.equals(MAIN_NAMESPACE) ? "" : namespace + ",") + payload;
    }
}
