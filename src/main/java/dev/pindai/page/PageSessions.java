package dev.pindai.page;

import java.util.Optional;

/** What the pages read about sessions. */
public interface PageSessions {

    SessionList list(String query, String status, String cursor);

    Optional<SessionCard> find(String id);
}
