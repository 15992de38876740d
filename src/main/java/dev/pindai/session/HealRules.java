package dev.pindai.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import dev.pindai.event.SessionEvent;
import dev.pindai.event.SessionEvent.Healing.Rung;

/**
 * What becomes of a session in trouble: the ladder that mends it. Each rung is tried once: wait for the page, load it anew,
 * restart its browser on the same profile. Restarts repeat with growing pauses until they are used up; then the session
 * fails. A trouble begins on the first rung that can help.
 */
final class HealRules {

    /** The share by which a pause may be longer or shorter, so that sessions don't come back all at once. */
    private static final double JITTER = 0.25;
    private static final int FEW = 2;
    private static final long MEGABYTE = 1024 * 1024;

    private final Timing.Heal timing;

    HealRules(Timing timing) {
        this.timing = timing.heal();
    }

    /**
     * Whether restarts can help. What the user has to mend is told at once, and so is what a user who waits for a QR wants to
     * know.
     */
    static boolean mends(Reason reason, boolean linked) {
        return switch (reason) {
            case BROWSER_CRASHED, OUT_OF_MEMORY -> true;
            // A page that came only in part looks like a changed one.
            case PAGE_UNREACHABLE, PROXY_FAILED, PAGE_CHANGED, INTERNAL -> linked;
            default -> false;
        };
    }

    /** A ready page lost WhatsApp; it tries to come back by itself. */
    void disconnected(Change change, Reason reason) {
        if (change.loggingOut()) {
            downAtLogout(change, reason, null);
            return;
        }
        rest(change);
        down(change, reason, null);
        climb(change, Rung.WAIT, reason, change.now().plus(timing.waitTime()));
    }

    /** An open page says nothing any more. */
    void silent(Change change, String detail) {
        switch (change.before().status()) {
            case READY, DISCONNECTED -> {
                if (change.loggingOut()) {
                    if (change.before().status() == SessionStatus.READY) {
                        downAtLogout(change, Reason.BROWSER_CRASHED, detail);
                    }
                    return;
                }
                if (change.before().healing().rung() == Rung.RELOAD) {
                    restart(change, Reason.BROWSER_CRASHED, detail);
                } else {
                    rest(change);
                    down(change, Reason.BROWSER_CRASHED, detail);
                    reload(change, Reason.BROWSER_CRASHED);
                }
            }
            // What it shows can't be used; before and while it syncs, other waits are running, and a busy page is no wonder.
            case SCAN_QR, PASSKEY_REQUIRED -> restart(change, Reason.BROWSER_CRASHED, detail);
            default -> {
            }
        }
    }

    /** A browser that has grown too big is replaced, unless its account is being unlinked: then it goes soon enough. */
    void tooBig(Change change, SessionInput.TooBig big) {
        var before = change.before();
        if (big.epoch() == before.epoch() && before.status().running() && !before.loggingOut() && !between(before)) {
            restart(change, Reason.OUT_OF_MEMORY, "Its browser took " + big.memoryBytes() / MEGABYTE
                    + " MB, more than pindai.capacity.session-memory-ceiling allows");
        }
    }

    /** The page is lost; that it is gone follows, and decides. Until then the session is not to be used. */
    void ending(Change change, Reason reason, String detail) {
        var before = change.before();
        if (before.status() == SessionStatus.READY && !before.loggingOut() && mends(reason, before.linked())) {
            rest(change);
            down(change, reason, detail);
            // In case its end is never told.
            change.waitFor(Deadline.Kind.HEAL, timing.reloadTime());
        }
    }

    /** The page is gone, or its time is over: it takes another one to go on, if that can help. */
    void restart(Change change, Reason reason, String detail) {
        var before = change.before();
        rest(change);
        if (before.loggingOut() || !mends(reason, before.linked())) {
            fail(change, reason, detail);
        } else if (change.healing().restarts() >= most(reason, before.linked())) {
            fail(change, reason, Objects.requireNonNullElse(detail, "") + " (after " + change.healing().restarts()
                    + " restarts)");
        } else {
            if (before.status() == SessionStatus.READY || before.status() == SessionStatus.DISCONNECTED) {
                down(change, reason, detail);
            } else {
                change.to(SessionStatus.STARTING, reason, detail);
            }
            change.effect(Effect.FORGET_SECRETS, Effect.CLOSE)
                    .healing(new Healing(change.healing().rung(), change.healing().restarts() + 1));
            climb(change, Rung.RESTART, reason, change.now().plus(pause(change)));
        }
    }

    /** Somebody who waits for a QR is not left waiting for the whole ladder, and a page that did change stays so. */
    private int most(Reason reason, boolean linked) {
        return linked && reason != Reason.PAGE_CHANGED ? timing.maxRestarts() : Math.min(FEW, timing.maxRestarts());
    }

    /**
     * There is no room for the next browser. A link waits for it, which is no restart and counts as none; whoever waits for a
     * QR
     * is told.
     */
    void noRoom(Change change, String detail) {
        var before = change.before();
        if (before.loggingOut() || !before.linked()) {
            fail(change, Reason.CAPACITY, detail);
            return;
        }
        var next = change.now().plus(timing.maxBackoff().dividedBy(10));
        change.to(before.status() == SessionStatus.DISCONNECTED ? SessionStatus.DISCONNECTED : SessionStatus.STARTING,
                Reason.CAPACITY, detail);
        if (before.reason() == Reason.CAPACITY) {
            change.waitFor(Deadline.Kind.HEAL, Duration.between(change.now(), next));
        } else {
            climb(change, Rung.RESTART, Reason.CAPACITY, next);
        }
    }

    /** A rung did not help in its time; false if it is the turn of the browser to be opened again. */
    boolean next(Change change) {
        var before = change.before();
        switch (before.healing().rung()) {
            case WAIT -> reload(change, before.reason());
            case RELOAD -> restart(change, before.reason(), before.reasonDetail());
            case RESTART -> {
                return false;
            }
            // A page's end was begun, and nothing came of it.
            case null -> restart(change, before.reason(), before.reasonDetail());
        }
        return true;
    }

    /** Whether the old page has no say any more because a new one is about to be opened. */
    static boolean between(SessionState state) {
        return state.healing().rung() == Rung.RESTART && state.deadline() != null
                && state.deadline().kind() == Deadline.Kind.HEAL;
    }

    /** Ends the page; a link that was up is said to be down. The login stays, so that a later start can bring it back. */
    void fail(Change change, Reason reason, String detail) {
        var before = change.before();
        var wasUp = before.status() == SessionStatus.READY || before.status() == SessionStatus.DISCONNECTED
                || before.healing().rung() != null && before.linked();
        change.loggingOut(false).to(SessionStatus.FAILED, reason, detail).effect(Effect.FORGET_SECRETS, Effect.CLOSE);
        if (wasUp) {
            change.event(new SessionEvent.Disconnected(before.id(), reason.name(), false));
        }
    }

    private void reload(Change change, Reason reason) {
        change.effect(Effect.RELOAD);
        climb(change, Rung.RELOAD, reason, change.now().plus(timing.reloadTime()));
    }

    /** The link is lost for now; said once. */
    private void down(Change change, Reason reason, String detail) {
        change.to(SessionStatus.DISCONNECTED, reason, detail);
        if (change.before().status() == SessionStatus.READY) {
            change.event(new SessionEvent.Disconnected(change.before().id(), reason.name(), true));
        }
    }

    /** It is not mended then: the log-out has a deadline of its own, which goes on. */
    private void downAtLogout(Change change, Reason reason, String detail) {
        var logout = change.before().deadline();
        down(change, reason, detail);
        change.keep(logout);
    }

    private void climb(Change change, Rung rung, Reason reason, Instant next) {
        var restarts = change.healing().restarts();
        change.healing(new Healing(rung, restarts)).waitFor(Deadline.Kind.HEAL, Duration.between(change.now(), next))
                .event(new SessionEvent.Healing(change.before().id(), rung, restarts, timing.maxRestarts(), reason.name(),
                        next));
    }

    /** Restarts of long ago don't count. */
    private void rest(Change change) {
        var before = change.before();
        if (before.status() == SessionStatus.READY
                && !before.statusSince().plus(timing.stableAfter()).isAfter(change.now())) {
            change.healing(Healing.NONE);
        }
    }

    private Duration pause(Change change) {
        int restart = change.healing().restarts();
        double pause = Math.min(timing.maxBackoff().toMillis(), timing.backoff().toMillis() * Math.pow(2, restart - 1.0));
        // No dice: the same session always waits the same time, others wait another.
        int dice = Math.floorMod(Objects.hash(change.before().id(), change.before().epoch(), restart) * 0x9E3779B9 >>> 8, 1001);
        return Duration.ofMillis(Math.round(pause * (1 + JITTER * (dice / 500.0 - 1))));
    }
}
