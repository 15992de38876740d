package dev.pindai.audit;

import java.time.Instant;
import java.util.UUID;

import dev.pindai.security.Caller;

/**
 * Which rows of the audit somebody wants to see; null for any.
 *
 * @param session about this session
 * @param caller by whoever has this id or this name
 * @param action of this name, or with a name that begins so if it ends with {@code *}
 * @param from not before this
 * @param to before this
 */
public record AuditQuery(UUID session, String caller, String action, Instant from, Instant to) {

    /** What {@code action} may be. */
    public static final String ACTION = "[a-z][a-z0-9.-]{0,99}\\*?";
    /** What an id of a session looks like. */
    public static final String ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** @param reader whose tenant's rows, and where they are limited to some sessions, those of these */
    Conditions conditions(Caller reader) {
        // Names have neither % nor _ in them, so nothing has to be escaped.
        var match = action != null && action.endsWith("*") ? "action like :action" : "action = :action";
        return new Conditions().andIf("tenant = :tenant", "tenant", reader.tenant())
                .andIf("sessionId in :sessions", "sessions", reader.sessions().isEmpty() ? null : reader.sessions())
                .andIf("sessionId = :session", "session", session)
                .andIf("(callerId = :caller or callerName = :caller)", "caller", caller)
                .andIf(match, "action", action == null ? null : action.replace('*', '%'))
                .andIf("at >= :from", "from", from)
                .andIf("at < :to", "to", to);
    }
}
