package dev.pindai.event.webhook.net;

import java.time.Duration;
import java.util.Map;

/** What came of a {@link HookRequest}. */
public sealed interface HookResult {

    /** From the moment it was asked for. */
    Duration latency();

    /**
     * The receiver answered.
     *
     * @param headers by name in lower case, the first of each name
     * @param body its first 4 KB, or less where the rest did not come in time
     */
    record Answer(int status, Map<String, String> headers, String body, Duration latency) implements HookResult {
    }

    /**
     * There was no answer.
     *
     * @param detail for people
     */
    record Silence(Trouble trouble, String detail, Duration latency) implements HookResult {
    }

    /** Why there was none. */
    enum Trouble {
        /** The name has no address. */
        NAME_NOT_FOUND,
        /** {@link AddressGuard} forbids each of its addresses. */
        ADDRESS_REFUSED,
        /** Nothing listens there, or there is no way. */
        CONNECT_FAILED,
        /** No TLS, or a certificate that is not trusted or is another host's. */
        TLS_FAILED,
        /** A deadline passed. */
        TIMEOUT,
        /** The connection ended before the answer, or what came was none. */
        DISCONNECTED
    }
}
