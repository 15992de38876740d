package dev.pindai.event.socketio;

/** Why a client is not let in: {@code data.code} of the error that its {@code connect_error} gets. */
enum ConnectError {
    /** No key, or a wrong one. */
    UNAUTHORIZED,
    /** A key that does not let its holder see what happens. */
    SCOPE_MISSING,
    /** There is one namespace, the main one. */
    UNKNOWN_NAMESPACE,
    /** What the client asks for can't be read, or the log does not know the place to go on from. */
    INVALID_REQUEST,
    /** A session that was asked for does not exist. */
    SESSION_NOT_FOUND,
    /** Whoever it is has too many live clients already. */
    TOO_MANY_CLIENTS
}
