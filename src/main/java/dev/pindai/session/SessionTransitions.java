package dev.pindai.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

import dev.pindai.engine.PageSignal;
import dev.pindai.event.EventLog;
import dev.pindai.event.EventSecrets;
import dev.pindai.event.SessionEvent;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Makes a decision of the state machine true: the row and its events in one transaction. */
@Singleton
class SessionTransitions {

    /** By then those before hang: in a lock, or on a database that is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /**
     * More at once than there are cores get in each other's way, and in that of everybody who only wants to read: each takes a
     * connection, and one that has to be opened first takes longer than waiting.
     */
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors()), PATIENCE);
    private final SessionStateMachine machine;
    private final EventLog events;
    private final EventSecrets secrets;
    private final Event<AccountLinked> linked;
    private final Clock clock;

    SessionTransitions(QrConfig qr, SessionConfig session, HealConfig heal, EventLog events, EventSecrets secrets,
            Event<AccountLinked> linked, Clock clock) {
        this.machine = new SessionStateMachine(Timing.of(qr, session, heal));
        this.events = events;
        this.secrets = secrets;
        this.linked = linked;
        this.clock = clock;
    }

    /** In a transaction of its own, once it is its turn. Empty if there is no such session (any more). */
    Optional<Applied> apply(UUID id, SessionInput input) {
        return turns.take(() -> QuarkusTransaction.requiringNew()
                .call(() -> Session.locked(id).map(row -> apply(row, input))));
    }

    /** The state as the row holds it now. */
    @Transactional
    public Optional<SessionState> current(UUID id) {
        return Session.<Session> findByIdOptional(id).map(Session::state);
    }

    /** Takes every row as a dead process left it to what is true now, before anybody can read it. */
    @Transactional
    public List<Applied> recoverAll() {
        return Session.all().stream().map(row -> apply(row, new SessionInput.Recover())).toList();
    }

    /** Removes the row and ends the stream; false if it was gone already. */
    @Transactional
    public boolean delete(UUID id) {
        return Session.locked(id).map(row -> {
            row.delete();
            events.append(new SessionEvent.Deleted(id));
            return true;
        }).orElse(false);
    }

    /** The sessions whose deadline has passed. */
    @Transactional
    public List<UUID> due() {
        return Session.due(clock.instant()).stream().map(row -> row.id).toList();
    }

    private Applied apply(Session row, SessionInput input) {
        Instant now = clock.instant();
        var before = row.state();
        var transition = machine.next(before, known(row, input), now);
        row.apply(transition.state());
        if (transition.effects().contains(Effect.FORGET_SECRETS)) {
            secrets.forget(row.id);
        } else if (transition.effects().contains(Effect.FORGET_QR)) {
            secrets.forgetQr(row.id);
        }
        events.append(transition.events());
        if (before.wid() == null && transition.state().wid() != null) {
            linked.fire(new AccountLinked(row.id, row.epoch));
        }
        return new Applied(before, transition);
    }

    /** Adds what only the database knows: who else holds the account that a page reports. */
    private SessionInput known(Session row, SessionInput input) {
        if (input instanceof SessionInput.Page(PageSignal.Ready ready, UUID holder)) {
            return new SessionInput.Page(ready, row.otherHolding(ready.wid()).map(other -> other.id).orElse(null));
        }
        return input;
    }
}
