package dev.pindai.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.pindai.event.SessionEvent;

/**
 * A transition being put together: starts from a state, collects what changes. Keeps the promise that {@code status} comes
 * before the event that explains it, and that a page's deadline ends with its status, as do mending and passkey.
 */
final class Change {

    private final SessionState before;
    private final Instant now;
    private final List<SessionEvent> events = new ArrayList<>();
    private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
    private SessionStatus status;
    private Desired desired;
    private Reason reason;
    private String reasonDetail;
    private long epoch;
    private boolean linked;
    private boolean loggingOut;
    private String wid;
    private String pushName;
    private int qrAttempt;
    private Instant firstQrAt;
    private Deadline deadline;
    private Instant startedAt;
    private Instant statusSince;
    private Healing healing;
    private String passkey;

    Change(SessionState before, Instant now) {
        this.before = before;
        this.now = now;
        status = before.status();
        desired = before.desired();
        reason = before.reason();
        reasonDetail = before.reasonDetail();
        epoch = before.epoch();
        linked = before.linked();
        loggingOut = before.loggingOut();
        wid = before.wid();
        pushName = before.pushName();
        qrAttempt = before.qrAttempt();
        firstQrAt = before.firstQrAt();
        deadline = before.deadline();
        startedAt = before.startedAt();
        statusSince = before.statusSince();
        healing = before.healing();
        passkey = before.passkey();
    }

    /** Goes to a status; says so if it is another one than before. Any deadline ends. */
    Change to(SessionStatus next, Reason why, String detail) {
        if (next != status || why != reason) {
            events.add(new SessionEvent.Status(before.id(), next.name(), status.name(), why == null ? null : why.name()));
            statusSince = now;
        }
        status = next;
        reason = why;
        reasonDetail = detail;
        deadline = null;
        return this;
    }

    Change to(SessionStatus next) {
        return to(next, null, null);
    }

    /** A new start: another epoch, no code shown yet. */
    Change newEpoch() {
        epoch++;
        qrAttempt = 0;
        firstQrAt = null;
        startedAt = now;
        return this;
    }

    Change desired(Desired wish) {
        desired = wish;
        return this;
    }

    Change linked(boolean isLinked) {
        linked = isLinked;
        if (!isLinked) {
            wid = null;
            pushName = null;
        }
        return this;
    }

    Change loggingOut(boolean asked) {
        loggingOut = asked;
        return this;
    }

    boolean loggingOut() {
        return loggingOut;
    }

    Change account(String id, String name) {
        linked = true;
        wid = id;
        pushName = name == null ? pushName : name;
        return this;
    }

    /** Counts one more code. */
    Change nextCode() {
        qrAttempt++;
        firstQrAt = firstQrAt == null ? now : firstQrAt;
        return this;
    }

    Change waitFor(Deadline.Kind kind, Duration time) {
        deadline = new Deadline(kind, now.plus(time));
        return this;
    }

    /** Goes on waiting for what it waited for before, or for nothing new where that is null. */
    Change keep(Deadline earlier) {
        deadline = earlier == null ? deadline : earlier;
        return this;
    }

    Change noDeadline() {
        deadline = null;
        return this;
    }

    /** Where it stands on the ladder; {@link #done} takes it off that when it is well, or has ended. */
    Change healing(Healing next) {
        healing = next;
        return this;
    }

    Healing healing() {
        return healing;
    }

    /** What WhatsApp asks of a passkey, or null when that is answered. */
    Change passkey(String options) {
        passkey = options;
        return this;
    }

    Change event(SessionEvent event) {
        events.add(event);
        return this;
    }

    Change effect(Effect... more) {
        effects.addAll(List.of(more));
        return this;
    }

    int qrAttempt() {
        return qrAttempt;
    }

    SessionState before() {
        return before;
    }

    Instant now() {
        return now;
    }

    Transition done() {
        var mending = switch (status) {
            case STOPPED, FAILED -> Healing.NONE;
            case SCAN_QR, PASSKEY_REQUIRED, AUTHENTICATED, READY -> new Healing(null, healing.restarts());
            case STARTING, DISCONNECTED -> healing;
        };
        return new Transition(new SessionState(before.id(), status, desired, reason, reasonDetail, epoch, linked, loggingOut,
                wid, pushName, qrAttempt, firstQrAt, deadline, startedAt, statusSince, mending,
                status == SessionStatus.PASSKEY_REQUIRED ? passkey : null), List.copyOf(events),
                Set.copyOf(effects));
    }
}
