package dev.pindai.audit;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What an address is about. Only what looks like one of our ids is taken from it: an address may hold what must not be kept,
 * such as the token of a scan link.
 *
 * @param session the session, or null
 * @param target the thing itself if it is no session: the id of a webhook, key or link, or null
 */
record Subject(UUID session, String target) {

    private static final Pattern ID = Pattern.compile(AuditQuery.ID);

    static Subject of(String path) {
        UUID session = null;
        String target = null;
        var before = "";
        for (var segment : path.split("/")) {
            if (before.equals("sessions")) {
                session = id(segment).orElse(null);
            } else {
                target = id(segment).map(UUID::toString).orElse(target);
            }
            before = segment;
        }
        return new Subject(session, target);
    }

    static Optional<UUID> id(String text) {
        return text != null && ID.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** This, and what the other knows besides. */
    Subject or(Subject other) {
        return new Subject(session == null ? other.session : session, target == null ? other.target : target);
    }
}
