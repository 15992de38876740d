package dev.pindai.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The names of events, as clients see and filter them. */
public enum EventType {
    QR,
    READY,
    DISCONNECTED,
    AUTH_FAILURE,
    QR_TIMEOUT,
    AUTHENTICATED,
    STATUS,
    PAIRING_CODE,
    PAIRING_CODE_EXPIRED,
    PASSKEY,
    HEALING,
    DELETED,
    WEBHOOK_DISABLED,
    SCAN_LINK_USED;

    /** The name in a frame, such as {@code auth_failure}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this name, if there is one. */
    public static Optional<EventType> ofWireName(String name) {
        return Arrays.stream(values()).filter(type -> type.wireName().equals(name)).findFirst();
    }
}
