package dev.pindai.event.socketio;

import dev.pindai.event.live.CloseCode;

/** The numbers with which a WebSocket is closed here, besides those of all live channels. */
final class CloseCodes {

    static final int NORMAL = CloseCode.NORMAL.number();
    static final int GOING_AWAY = CloseCode.GOING_AWAY.number();
    static final int PROTOCOL_ERROR = 1002;
    static final int TOO_BIG = 1009;
    static final int FAILED = CloseCode.FAILED.number();
    static final int TRY_AGAIN_LATER = 1013;
    static final int TIMEOUT = CloseCode.TOO_SLOW.number();

    private CloseCodes() {
    }
}
