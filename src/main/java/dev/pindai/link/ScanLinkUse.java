package dev.pindai.link;

import java.time.Clock;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

import dev.pindai.event.EventLog;
import dev.pindai.event.SessionEvent;
import dev.pindai.session.AccountLinked;

/**
 * Counts a use of the link by which an account was linked: the one whose page showed the codes of that start. Nobody can tell
 * which screen a phone looked at, so a link counts even if the same code stood on another page too; of several links the one
 * that was opened last does.
 */
@Singleton
class ScanLinkUse {

    private final EventLog events;
    private final Clock clock;

    ScanLinkUse(EventLog events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** In the transaction that makes the session ready: there is no moment at which it is, and the link still opens. */
    void linked(@Observes AccountLinked account) {
        ScanLink.<ScanLink> find("sessionId = ?1 and seenEpoch = ?2 and revokedAt is null and used < uses "
                + "order by seenAt desc, id desc", account.sessionId(), account.epoch())
                .withLock(LockModeType.PESSIMISTIC_WRITE).range(0, 0).list().forEach(link -> {
                    link.used++;
                    link.usedAt = clock.instant();
                    events.append(new SessionEvent.ScanLinkUsed(account.sessionId(), link.id, link.used, link.uses));
                });
    }
}
