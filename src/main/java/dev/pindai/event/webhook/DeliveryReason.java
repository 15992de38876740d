package dev.pindai.event.webhook;

import dev.pindai.event.webhook.net.HookResult.Trouble;

/** Why the last try of a delivery failed. */
public enum DeliveryReason {
    /** The receiver answered with a status that is no success. */
    HTTP_STATUS,
    /** It pointed elsewhere, where deliveries do not follow. */
    REDIRECT,
    /** It answered 410: it wants no more. */
    GONE,
    NAME_NOT_FOUND,
    ADDRESS_REFUSED,
    CONNECT_FAILED,
    TLS_FAILED,
    TIMEOUT,
    DISCONNECTED,
    /** The event is no longer in the log. */
    EVENT_REMOVED,
    /** The webhook's secret or a header can't be decrypted; the detail says what to do. */
    SECRET_UNREADABLE,
    /** Our own fault; the log has it. */
    INTERNAL;

    static DeliveryReason of(Trouble trouble) {
        return valueOf(trouble.name());
    }
}
