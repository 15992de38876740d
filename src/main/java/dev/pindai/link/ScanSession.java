package dev.pindai.link;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

import jakarta.inject.Singleton;

import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;
import dev.pindai.session.PairingCode;
import dev.pindai.session.SessionLifecycle;
import dev.pindai.session.SessionView;
import dev.pindai.session.Sessions;
import dev.pindai.shared.ProblemException;

/** What the page of a scan link may do with its session: look at it, start it, have a pairing code. */
@Singleton
class ScanSession {

    private static final int SERVER_FAULT = 500;
    /** More than there are between a code and the last moment it can be typed. */
    private static final int RECENT = 50;

    private final Sessions sessions;
    private final SessionLifecycle lifecycle;
    private final ScanVisits visits;
    private final ScanBudget budget;
    private final EventLog events;
    private final EventSecrets secrets;

    ScanSession(Sessions sessions, SessionLifecycle lifecycle, ScanVisits visits, ScanBudget budget, EventLog events,
            EventSecrets secrets) {
        this.sessions = sessions;
        this.lifecycle = lifecycle;
        this.visits = visits;
        this.budget = budget;
        this.events = events;
        this.secrets = secrets;
    }

    ScanState state(ScanVisit visit) {
        var view = view(visit);
        var status = view.wid() == null ? view.status().name() : "READY";
        var reason = view.reason() == null ? null : view.reason().name();
        return new ScanState(ScanWords.status(status, reason), ScanWords.reason(status, reason), pairingCode(view),
                visits.expiry(visit.link()));
    }

    /** Somebody is there with a phone: from now on the page shows codes, and the session is started if it does not run. */
    ScanState begin(ScanVisit visit) {
        if (!view(visit).status().running()) {
            open(visit, lifecycle::start);
        }
        visits.shown(visit.link());
        return state(visit);
    }

    /** The same from the beginning, for somebody who can't go on, such as without the passkey that WhatsApp asks for. */
    ScanState again(ScanVisit visit) {
        open(visit, lifecycle::restart);
        visits.shown(visit.link());
        return state(visit);
    }

    private void open(ScanVisit visit, Consumer<UUID> wish) {
        budget.takeStart(visit.link());
        try {
            wish.accept(visit.session());
        } catch (ProblemException e) {
            budget.giveBackStart(visit.link());
            // How many sessions run here is nobody's business.
            throw e.code().equals("CAPACITY") ? ScanLinkProblems.noRoom(e.retryAfter()) : e;
        }
    }

    PairingCode pairingCode(ScanVisit visit, String phoneNumber) {
        budget.takeCode(visit.link());
        try {
            return lifecycle.pairingCode(visit.session(), phoneNumber);
        } catch (ProblemException e) {
            if (e.status() < SERVER_FAULT) {
                budget.giveBackCode(visit.link());
            }
            throw e;
        }
    }

    /** The one on the page before it was loaded again: whoever types it on the same phone leaves the page meanwhile. */
    private PairingCode pairingCode(SessionView view) {
        if (view.pairingCode() == null) {
            return null;
        }
        return events.after(view.id(), Math.max(0, view.lastSeq() - RECENT), RECENT).reversed().stream()
                .filter(frame -> frame.event().equals("pairing_code")).findFirst()
                .flatMap(frame -> secrets.find(view.id(), frame.seq()))
                .map(code -> new PairingCode(code, view.pairingCode().expiresAt())).orElse(null);
    }

    private SessionView view(ScanVisit visit) {
        return sessions.get(visit.session(), Locale.ENGLISH);
    }
}
