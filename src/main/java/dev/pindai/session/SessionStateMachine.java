package dev.pindai.session;

import java.time.Duration;
import java.time.Instant;

import dev.pindai.event.SessionEvent;

/**
 * The only place that decides a status. Pure: state and input in, {@link Transition} out; no database, no clock of its own.
 * Every pair of status and input has one outcome, most of them "nothing changes". What pages say is decided in
 * {@link PageRules}, what people and time do is decided here.
 */
final class SessionStateMachine {

    /** How long a recovered session's turn to open may take to come. */
    private static final Duration TURN = Duration.ofHours(1);

    private final Timing timing;
    private final HealRules heal;
    private final PasskeyRules passkeys;
    private final PageRules pages;

    SessionStateMachine(Timing timing) {
        this.timing = timing;
        this.heal = new HealRules(timing);
        this.passkeys = new PasskeyRules(timing, heal);
        this.pages = new PageRules(timing, heal, passkeys);
    }

    Transition next(SessionState state, SessionInput input, Instant now) {
        var change = new Change(state, now);
        switch (input) {
            case SessionInput.Start start -> start(change);
            case SessionInput.Stop stop -> stop(change);
            case SessionInput.Restart restart -> restart(change);
            case SessionInput.Logout logout -> logout(change);
            case SessionInput.Recover recover -> recover(change);
            case SessionInput.Opening opening -> {
                if (state.status() == SessionStatus.STARTING && !state.loggingOut() && !HealRules.between(state)) {
                    waitForPage(change);
                }
            }
            case SessionInput.PairingCodeIssued code -> pairing(change, code);
            case SessionInput.PasskeyAnswered answered -> passkeys.answered(change, answered.epoch());
            case SessionInput.DeadlinePassed passed -> deadline(change);
            case SessionInput.TooBig big -> heal.tooBig(change, big);
            case SessionInput.NoRoom full -> {
                if (state.status() == SessionStatus.STARTING || HealRules.between(state)) {
                    heal.noRoom(change, full.detail());
                }
            }
            case SessionInput.Page page -> {
                // A page of an earlier start has no say any more, nor has any page once the session or its browser ended.
                if (page.signal().epoch() == state.epoch() && state.status().running() && !HealRules.between(state)) {
                    pages.apply(change, page);
                }
            }
        }
        return change.done();
    }

    private void start(Change change) {
        change.desired(Desired.RUNNING);
        if (!change.before().status().running()) {
            anew(change);
        }
    }

    /** While it starts, a second restart adds nothing to the first. */
    private void restart(Change change) {
        if (change.before().status() == SessionStatus.STARTING && !change.before().loggingOut()
                && !HealRules.between(change.before())) {
            change.desired(Desired.RUNNING);
        } else {
            anew(change.desired(Desired.RUNNING));
        }
    }

    /** A start by wish: whatever went wrong before is forgotten. */
    private void anew(Change change) {
        open(change.loggingOut(false).healing(Healing.NONE));
    }

    private void open(Change change) {
        var mending = change.healing().rung() != null;
        change.newEpoch()
                .to(SessionStatus.STARTING, mending ? change.before().reason() : null,
                        mending ? change.before().reasonDetail() : null)
                .effect(Effect.FORGET_SECRETS, Effect.OPEN);
        waitForPage(change);
    }

    private void waitForPage(Change change) {
        if (change.before().linked() && change.before().wid() == null) {
            // It never came to the end of its first syncing, which may take longer than a return.
            change.waitFor(Deadline.Kind.SYNC, timing.sync());
        } else if (change.before().linked()) {
            change.waitFor(Deadline.Kind.RESTORE, timing.restore());
        } else {
            change.waitFor(Deadline.Kind.GENERATION, timing.generation());
        }
    }

    private void stop(Change change) {
        change.desired(Desired.STOPPED).loggingOut(false);
        if (change.before().status() != SessionStatus.STOPPED) {
            change.to(SessionStatus.STOPPED).effect(Effect.FORGET_SECRETS, Effect.CLOSE);
        }
    }

    private void logout(Change change) {
        var before = change.before();
        if (before.loggingOut()) {
            return;
        }
        if (!before.linked()) {
            stop(change);
            change.effect(Effect.REMOVE_LOGIN, Effect.CLOSE);
            return;
        }
        if (HealRules.between(before)) {
            open(change);
            change.loggingOut(true).waitFor(Deadline.Kind.LOGOUT, timing.logout());
        } else if (before.status().running()) {
            change.loggingOut(true).waitFor(Deadline.Kind.LOGOUT, timing.logout());
            if (before.status() == SessionStatus.READY) {
                change.effect(Effect.UNLINK);
            }
        } else {
            // The page has to be open to unlink; the wish stays STOPPED, so that it closes again whatever comes.
            open(change.desired(Desired.STOPPED));
            change.loggingOut(true).waitFor(Deadline.Kind.LOGOUT, timing.logout());
        }
    }

    private void recover(Change change) {
        var before = change.before();
        if (before.desired() == Desired.RUNNING) {
            // Pages are opened one after another; each one's wait begins with its opening. Until then there is a net.
            anew(change);
            change.waitFor(Deadline.Kind.RESTORE, TURN);
        } else if (before.status().running()) {
            change.loggingOut(false).to(SessionStatus.STOPPED);
        }
    }

    private void pairing(Change change, SessionInput.PairingCodeIssued code) {
        if (change.before().status() == SessionStatus.SCAN_QR && change.before().epoch() == code.epoch()) {
            change.event(new SessionEvent.PairingCode(change.before().id(), code.code(), code.expiresAt()))
                    .waitFor(Deadline.Kind.PAIRING, Duration.between(change.now(), code.expiresAt()));
        }
    }

    private void deadline(Change change) {
        var before = change.before();
        if (before.deadline() == null || before.deadline().at().isAfter(change.now())) {
            return;
        }
        switch (before.deadline().kind()) {
            case GENERATION ->
                qrTimeout(change, Reason.QR_TIMEOUT, timing.generation(), SessionEvent.QrTimeout.Phase.GENERATION);
            case SCAN -> pages.notScanned(change);
            case PAIRING -> pages.afterPairing(change);
            case RESTORE -> heal.restart(change, Reason.PAGE_UNREACHABLE, "The stored link did not come back within "
                    + timing.restore().toSeconds() + " s");
            case SYNC ->
                heal.fail(change, Reason.SYNC_TIMEOUT, "Syncing took longer than " + timing.sync().toSeconds() + " s");
            case PASSKEY -> passkeys.expired(change);
            case LOGOUT -> logoutUnconfirmed(change);
            case HEAL -> {
                if (!heal.next(change)) {
                    open(change);
                }
            }
        }
    }

    /** The login is kept. A page that was opened only to unlink is closed again. */
    private void logoutUnconfirmed(Change change) {
        change.loggingOut(false);
        if (change.before().desired() == Desired.STOPPED) {
            change.to(SessionStatus.STOPPED).effect(Effect.CLOSE);
        } else if (change.before().status() == SessionStatus.READY) {
            change.noDeadline();
        } else if (change.before().status() == SessionStatus.DISCONNECTED) {
            heal.disconnected(change, Reason.PAGE_UNREACHABLE);
        } else {
            change.waitFor(Deadline.Kind.RESTORE, timing.restore());
        }
    }

    static void qrTimeout(Change change, Reason reason, Duration waited, SessionEvent.QrTimeout.Phase phase) {
        change.desired(Desired.STOPPED).to(SessionStatus.FAILED, reason, null)
                .event(new SessionEvent.QrTimeout(change.before().id(), waited.toSeconds(), phase))
                .effect(Effect.FORGET_SECRETS, Effect.CLOSE);
    }
}
