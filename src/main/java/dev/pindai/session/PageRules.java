package dev.pindai.session;

import java.time.Duration;
import java.util.Locale;

import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;

/** What the signals of a running session's page mean: the page's half of {@link SessionStateMachine}. */
final class PageRules {

    private final Timing timing;
    private final HealRules heal;
    private final PasskeyRules passkeys;

    PageRules(Timing timing, HealRules heal, PasskeyRules passkeys) {
        this.timing = timing;
        this.heal = heal;
        this.passkeys = passkeys;
    }

    void apply(Change change, SessionInput.Page page) {
        switch (page.signal()) {
            case PageSignal.Loading loading -> {
                // WhatsApp Web loads itself anew now and then; until it is back, nothing can be sent.
                if (change.before().status() == SessionStatus.READY) {
                    heal.disconnected(change, Reason.PAGE_UNREACHABLE);
                }
            }
            case PageSignal.Unlinked unlinked -> notLinked(change, null);
            case PageSignal.LoggedOut out -> loggedOut(change, out.reason());
            case PageSignal.QrShown qr -> qr(change, qr);
            case PageSignal.QrCleared cleared -> change.effect(Effect.FORGET_QR);
            case PageSignal.Idle idle -> idle(change);
            case PageSignal.Authenticated authenticated -> authenticated(change);
            case PageSignal.Ready ready -> ready(change, ready, page);
            case PageSignal.StateChanged state -> connection(change, state);
            case PageSignal.Silent silent ->
                heal.silent(change, "The page said nothing for " + silent.since().toSeconds() + " s");
            case PageSignal.PasskeyRequested request -> passkeys.requested(change, request);
            case PageSignal.PasskeyWithdrawn withdrawn -> passkeys.withdrawn(change, withdrawn.expired());
            case PageSignal.PageChanged changed -> heal.restart(change, Reason.PAGE_CHANGED, changed.missingHook());
            case PageSignal.Ending ending -> heal.ending(change, Reason.of(ending.failure()), ending.detail());
            case PageSignal.Failed failed -> heal.restart(change, Reason.of(failed.failure()), failed.detail());
        }
    }

    /** The page asks for a scan: normal for a new session, the end of the link for a linked one. */
    private void notLinked(Change change, String words) {
        if (change.before().linked()) {
            linkGone(change, words);
        }
    }

    private void loggedOut(Change change, String words) {
        if (change.before().linked()) {
            linkGone(change, words);
        } else if (change.before().status() != SessionStatus.STARTING) {
            refused(change, words);
        }
    }

    private void linkGone(Change change, String words) {
        var before = change.before();
        if (before.loggingOut()) {
            end(change.loggingOut(false), SessionStatus.STOPPED, null, null);
            change.event(new SessionEvent.Disconnected(before.id(), Reason.LOGGED_OUT.name(), false));
        } else if (before.status() == SessionStatus.READY || before.status() == SessionStatus.DISCONNECTED) {
            end(change, SessionStatus.FAILED, Reason.LOGGED_OUT, words);
            change.event(new SessionEvent.Disconnected(before.id(), Reason.LOGGED_OUT.name(), false));
        } else {
            refused(change, words);
        }
    }

    private void refused(Change change, String words) {
        end(change, SessionStatus.FAILED, Reason.AUTH_FAILURE, words);
        change.event(new SessionEvent.AuthFailure(change.before().id(), Reason.AUTH_FAILURE.name(),
                ReasonText.sentence(Reason.AUTH_FAILURE, Locale.ENGLISH)));
    }

    /** Ends a session whose login is worth nothing any more. */
    private void end(Change change, SessionStatus status, Reason reason, String words) {
        change.desired(Desired.STOPPED).linked(false).to(status, reason, words)
                .effect(Effect.FORGET_SECRETS, Effect.CLOSE, Effect.REMOVE_LOGIN);
    }

    private void qr(Change change, PageSignal.QrShown qr) {
        var before = change.before();
        if (before.linked()) {
            linkGone(change, null);
            return;
        }
        if (before.qrAttempt() >= timing.maxAttempts()) {
            if (!pairing(before)) {
                notScanned(change);
            }
            return;
        }
        var expires = change.now().plus(qr.ttl());
        if (before.status() != SessionStatus.SCAN_QR) {
            change.to(SessionStatus.SCAN_QR);
        }
        change.nextCode();
        var last = change.qrAttempt() == timing.maxAttempts();
        if (!pairing(before)) {
            // The next code may be late; the last one has none to wait for.
            change.waitFor(Deadline.Kind.SCAN, last ? qr.ttl() : qr.ttl().plus(timing.generation()));
        }
        change.event(
                new SessionEvent.Qr(before.id(), qr.qr(), change.qrAttempt(), timing.maxAttempts(), change.now(), expires));
    }

    private static boolean pairing(SessionState state) {
        return state.deadline() != null && state.deadline().kind() == Deadline.Kind.PAIRING;
    }

    private void idle(Change change) {
        var before = change.before();
        if (before.status() != SessionStatus.SCAN_QR || pairing(before)) {
            return;
        }
        if (before.qrAttempt() < timing.maxAttempts()) {
            change.waitFor(Deadline.Kind.SCAN, timing.generation()).effect(Effect.REFRESH_QR);
        } else {
            notScanned(change);
        }
    }

    /** All codes passed. */
    void notScanned(Change change) {
        var first = change.before().firstQrAt();
        SessionStateMachine.qrTimeout(change, Reason.QR_NOT_SCANNED,
                first == null ? Duration.ZERO : Duration.between(first, change.now()), SessionEvent.QrTimeout.Phase.SCAN);
    }

    /** The pairing code was not used: back to QR codes. The last one, if it came meanwhile, may still be on the page. */
    void afterPairing(Change change) {
        change.event(new SessionEvent.PairingCodeExpired(change.before().id()))
                .waitFor(Deadline.Kind.SCAN, timing.generation());
        if (change.before().qrAttempt() < timing.maxAttempts()) {
            change.effect(Effect.REFRESH_QR);
        }
    }

    private void authenticated(Change change) {
        switch (change.before().status()) {
            case STARTING, SCAN_QR, PASSKEY_REQUIRED -> {
                var logout = change.before().loggingOut() ? change.before().deadline() : null;
                change.to(SessionStatus.AUTHENTICATED).linked(true).effect(Effect.FORGET_SECRETS)
                        .waitFor(Deadline.Kind.SYNC, timing.sync())
                        .event(new SessionEvent.Authenticated(change.before().id()));
                change.keep(logout);
            }
            default -> {
            }
        }
    }

    private void ready(Change change, PageSignal.Ready ready, SessionInput.Page page) {
        var before = change.before();
        if (before.status() == SessionStatus.READY) {
            return;
        }
        if (page.holder() != null) {
            change.desired(Desired.STOPPED).linked(false).loggingOut(false)
                    .to(SessionStatus.FAILED, Reason.CONFLICT,
                            "This account is linked in session " + page.holder() + " already")
                    .event(new SessionEvent.Disconnected(before.id(), Reason.CONFLICT.name(), false))
                    .effect(Effect.FORGET_SECRETS, Effect.UNLINK, Effect.CLOSE, Effect.REMOVE_LOGIN);
            return;
        }
        change.to(SessionStatus.READY).account(ready.wid(), ready.pushName()).effect(Effect.FORGET_SECRETS)
                .event(new SessionEvent.Ready(before.id(), ready.wid(), PhoneNumbers.ofWid(ready.wid()), ready.pushName()));
        if (before.loggingOut()) {
            change.keep(before.deadline()).effect(Effect.UNLINK);
        }
    }

    private void connection(Change change, PageSignal.StateChanged state) {
        var status = change.before().status();
        // Socket and stream say it one after the other.
        var word = String.valueOf(blocked(state) ? state.stream() : state.socket());
        switch (word) {
            case "TOS_BLOCK", "SMB_TOS_BLOCK" -> heal.fail(change, Reason.BANNED, word);
            case "PROXYBLOCK" -> heal.fail(change, Reason.PROXY_FAILED, word);
            case "DEPRECATED_VERSION" -> heal.fail(change, Reason.PAGE_CHANGED, word);
            case "CONFLICT" -> heal.fail(change, Reason.CONFLICT, "WhatsApp Web was opened with this login elsewhere");
            case "CONNECTED" -> {
                if (status == SessionStatus.DISCONNECTED && "MAIN".equals(state.stream())) {
                    back(change);
                } else if (status == SessionStatus.READY && !"MAIN".equals(state.stream())) {
                    heal.disconnected(change, Reason.PAGE_UNREACHABLE);
                }
            }
            default -> {
                if (status == SessionStatus.READY) {
                    heal.disconnected(change, Reason.PAGE_UNREACHABLE);
                }
            }
        }
    }

    private void back(Change change) {
        var before = change.before();
        change.to(SessionStatus.READY).event(new SessionEvent.Ready(before.id(), before.wid(),
                PhoneNumbers.ofWid(before.wid()), before.pushName()));
        if (before.loggingOut()) {
            change.keep(before.deadline()).effect(Effect.UNLINK);
        }
    }

    private static boolean blocked(PageSignal.StateChanged state) {
        return switch (String.valueOf(state.stream())) {
            case "TOS_BLOCK", "SMB_TOS_BLOCK", "PROXYBLOCK", "DEPRECATED_VERSION", "CONFLICT" -> true;
            default -> false;
        };
    }
}
