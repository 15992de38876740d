package dev.pindai.event.socketio;

/** Why a request is refused, in the codes and words of Engine.IO's protocol. */
enum EngineError {
    UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
    UNKNOWN_SID(400, 1, "Session ID unknown"),
    BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
    BAD_REQUEST(400, 3, "Bad request"),
    TOO_LARGE(413, 3, "Payload too large"),
    FORBIDDEN(403, 4, "Forbidden"),
    FULL(503, 4, "Too many clients"),
    UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version");

    private final int status;
    private final int code;
    private final String message;

    EngineError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** HTTP status of the answer. */
    int status() {
        return status;
    }

    /** The answer's body. */
    String body() {
        return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
    }
}
