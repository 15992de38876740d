package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;
import dev.pindai.event.SessionEvent.Healing.Rung;

import org.junit.jupiter.api.Test;

/** The whole table of the state machine, and the rules that no single cell shows. */
class SessionStateMachineTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final int MAX = 6;
    private static final int RESTARTS = 4;
    private static final Timing TIMING = new Timing(Duration.ofSeconds(30), MAX, Duration.ofSeconds(120),
            Duration.ofSeconds(300),
            Duration.ofSeconds(120), Duration.ofSeconds(60), new Timing.Heal(Duration.ofSeconds(60), Duration.ofSeconds(45),
                    Duration.ofSeconds(2), Duration.ofMinutes(5), RESTARTS, Duration.ofMinutes(10)));
    private static final Path TABLE = Path.of("src/test/resources/dev/pindai/session/state-table.txt");

    private final SessionStateMachine machine = new SessionStateMachine(TIMING);

    /** Each state that makes a difference, with a name for the table. */
    private static Map<String, SessionState> states() {
        var states = new LinkedHashMap<String, SessionState>();
        states.put("STOPPED", state(SessionStatus.STOPPED, false, false, null));
        states.put("STOPPED linked", state(SessionStatus.STOPPED, true, false, null));
        states.put("STARTING", state(SessionStatus.STARTING, false, false, Deadline.Kind.GENERATION));
        states.put("STARTING linked", state(SessionStatus.STARTING, true, false, Deadline.Kind.RESTORE));
        states.put("STARTING logging-out", state(SessionStatus.STARTING, true, true, Deadline.Kind.LOGOUT));
        states.put("SCAN_QR", state(SessionStatus.SCAN_QR, false, false, Deadline.Kind.SCAN));
        states.put("SCAN_QR pairing", state(SessionStatus.SCAN_QR, false, false, Deadline.Kind.PAIRING));
        states.put("SCAN_QR last-code", lastCode(state(SessionStatus.SCAN_QR, false, false, Deadline.Kind.SCAN)));
        states.put("PASSKEY_REQUIRED", state(SessionStatus.PASSKEY_REQUIRED, false, false, Deadline.Kind.PASSKEY));
        states.put("AUTHENTICATED", state(SessionStatus.AUTHENTICATED, true, false, Deadline.Kind.SYNC));
        states.put("READY", state(SessionStatus.READY, true, false, null));
        states.put("READY logging-out", state(SessionStatus.READY, true, true, Deadline.Kind.LOGOUT));
        states.put("DISCONNECTED", state(SessionStatus.DISCONNECTED, true, false, null));
        states.put("DISCONNECTED waiting", mending(SessionStatus.DISCONNECTED, Rung.WAIT, 0, Reason.PAGE_UNREACHABLE));
        states.put("DISCONNECTED reloading", mending(SessionStatus.DISCONNECTED, Rung.RELOAD, 1, Reason.BROWSER_CRASHED));
        states.put("DISCONNECTED restarting", mending(SessionStatus.DISCONNECTED, Rung.RESTART, 1, Reason.BROWSER_CRASHED));
        states.put("STARTING restarting", mending(SessionStatus.STARTING, Rung.RESTART, 1, Reason.BROWSER_CRASHED));
        states.put("STARTING restarted", withDeadline(mending(SessionStatus.STARTING, Rung.RESTART, 2, Reason.BROWSER_CRASHED),
                new Deadline(Deadline.Kind.RESTORE, NOW)));
        states.put("STARTING last-restart",
                withDeadline(mending(SessionStatus.STARTING, Rung.RESTART, RESTARTS, Reason.OUT_OF_MEMORY),
                        new Deadline(Deadline.Kind.RESTORE, NOW)));
        states.put("FAILED", state(SessionStatus.FAILED, false, false, null));
        states.put("FAILED linked", state(SessionStatus.FAILED, true, false, null));
        return states;
    }

    private static Map<String, SessionInput> inputs() {
        var inputs = new LinkedHashMap<String, SessionInput>();
        inputs.put("start", new SessionInput.Start());
        inputs.put("stop", new SessionInput.Stop());
        inputs.put("restart", new SessionInput.Restart());
        inputs.put("logout", new SessionInput.Logout());
        inputs.put("recover", new SessionInput.Recover());
        inputs.put("opening", new SessionInput.Opening());
        inputs.put("pairing code", new SessionInput.PairingCodeIssued(1, "ABCD1234", NOW.plusSeconds(160)));
        inputs.put("deadline", new SessionInput.DeadlinePassed());
        inputs.put("too big", new SessionInput.TooBig(1, 2_000_000_000));
        inputs.put("no room", new SessionInput.NoRoom("detail"));
        inputs.put("page loading", page(new PageSignal.Loading(ID, 1, 50)));
        inputs.put("page unlinked", page(new PageSignal.Unlinked(ID, 1)));
        inputs.put("page qr", page(new PageSignal.QrShown(ID, 1, "2@a,b,c,d", Duration.ofSeconds(20))));
        inputs.put("page qr cleared", page(new PageSignal.QrCleared(ID, 1)));
        inputs.put("page idle", page(new PageSignal.Idle(ID, 1)));
        inputs.put("page authenticated", page(new PageSignal.Authenticated(ID, 1)));
        inputs.put("page ready", page(new PageSignal.Ready(ID, 1, "628123@c.us", "Budi")));
        inputs.put("page ready, held by another",
                new SessionInput.Page(new PageSignal.Ready(ID, 1, "628123@c.us", "Budi"), OTHER));
        inputs.put("page logged out", page(new PageSignal.LoggedOut(ID, 1, "UserInitiated")));
        inputs.put("page ending CRASHED", page(new PageSignal.Ending(ID, 1, PageFailure.CRASHED, "detail")));
        inputs.put("page silent", page(new PageSignal.Silent(ID, 1, Duration.ofSeconds(10))));
        inputs.put("page passkey", page(new PageSignal.PasskeyRequested(ID, 1, "{}")));
        for (var words : List.of("CONNECTED MAIN", "TIMEOUT MAIN", "OPENING MAIN", "CONFLICT MAIN", "CONNECTED TOS_BLOCK",
                "PROXYBLOCK PROXYBLOCK", "DEPRECATED_VERSION DEPRECATED_VERSION")) {
            var word = words.split(" ");
            inputs.put("page state " + words, page(new PageSignal.StateChanged(ID, 1, word[0], word[1])));
        }
        inputs.put("page changed", page(new PageSignal.PageChanged(ID, 1, "conn.getAuthCode")));
        for (var failure : PageFailure.values()) {
            inputs.put("page failed " + failure, page(new PageSignal.Failed(ID, 1, failure, "detail")));
        }
        return inputs;
    }

    @Test
    void everyPairOfStateAndInputHasItsOutcome() throws IOException {
        var lines = new ArrayList<String>();
        states().forEach((name, state) -> inputs().forEach((input, value) -> lines
                .add("%-21s | %-42s | %s".formatted(name, input, outcome(state, machine.next(state, value, NOW))))));
        var actual = String.join("\n", lines) + "\n";
        Files.writeString(Path.of("target/state-table.txt"), actual);
        assertThat(actual).as("compare target/state-table.txt with " + TABLE)
                .isEqualTo(Files.readString(TABLE, StandardCharsets.UTF_8));
    }

    @Test
    void aPageOfAnEarlierStartChangesNothing() {
        var state = state(SessionStatus.SCAN_QR, false, false, Deadline.Kind.SCAN);
        var transition = machine.next(state, page(new PageSignal.Ready(ID, 0, "628123@c.us", null)), NOW);
        assertThat(transition.state()).isEqualTo(state);
        assertThat(transition.events()).isEmpty();
        assertThat(transition.effects()).isEmpty();
    }

    @Test
    void aDeadlineThatHasNotPassedChangesNothing() {
        var state = withDeadline(state(SessionStatus.STARTING, false, false, null),
                new Deadline(Deadline.Kind.GENERATION, NOW.plusMillis(1)));
        assertThat(machine.next(state, new SessionInput.DeadlinePassed(), NOW).state()).isEqualTo(state);
    }

    @Test
    void aStartCountsCodesFromOneUntilTheLastExpires() {
        var state = machine.next(state(SessionStatus.STOPPED, false, false, null), new SessionInput.Start(), NOW).state();
        var now = NOW;
        for (int code = 1; code <= MAX; code++) {
            now = now.plusSeconds(20);
            var shown = machine.next(state, page(new PageSignal.QrShown(ID, 2, "2@" + code, Duration.ofSeconds(20))), now);
            state = shown.state();
            assertThat(shown.events().getLast()).isEqualTo(
                    new SessionEvent.Qr(ID, "2@" + code, code, MAX, now, now.plusSeconds(20)));
        }
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.SCAN, now.plusSeconds(20)));
        var ended = machine.next(state, new SessionInput.DeadlinePassed(), now.plusSeconds(20));
        assertThat(ended.state().reason()).isEqualTo(Reason.QR_NOT_SCANNED);
        assertThat(ended.events().getLast())
                .isEqualTo(new SessionEvent.QrTimeout(ID, 120, SessionEvent.QrTimeout.Phase.SCAN));
        var again = machine.next(ended.state(), page(new PageSignal.Idle(ID, 2)), now.plusSeconds(21));
        assertThat(again.events()).as("at most one terminal event in a start").isEmpty();
    }

    @Test
    void statusComesBeforeTheEventThatExplainsIt() {
        states().values().forEach(state -> inputs().values().forEach(input -> {
            var events = machine.next(state, input, NOW).events();
            var status = events.stream().filter(SessionEvent.Status.class::isInstance).toList();
            assertThat(status).hasSizeLessThanOrEqualTo(1);
            if (!status.isEmpty()) {
                assertThat(events.getFirst()).isEqualTo(status.getFirst());
            }
        }));
    }

    private static String outcome(SessionState before, Transition transition) {
        var after = transition.state();
        if (after.equals(before) && transition.events().isEmpty() && transition.effects().isEmpty()) {
            return "-";
        }
        var events = transition.events().stream().map(event -> event.type().wireName()).collect(Collectors.joining(" "));
        var deadline = after.deadline() == null ? ""
                : " until " + after.deadline().kind() + "+"
                        + Duration.between(NOW, after.deadline().at()).toSeconds();
        return after.status() + (after.reason() == null ? "" : "(" + after.reason() + ")") + " wish " + after.desired()
                + (after.linked() ? " linked" : "") + (after.loggingOut() ? " logging-out" : "") + deadline + "; events: "
                + events
                + "; then: " + new TreeSet<>(transition.effects());
    }

    private static SessionInput page(PageSignal signal) {
        return new SessionInput.Page(signal, null);
    }

    private static SessionState state(SessionStatus status, boolean linked, boolean loggingOut, Deadline.Kind waiting) {
        var failed = status == SessionStatus.FAILED;
        var reason = failed ? Reason.BROWSER_CRASHED : status == SessionStatus.DISCONNECTED ? Reason.PAGE_UNREACHABLE : null;
        var qr = status == SessionStatus.SCAN_QR;
        return new SessionState(ID, status, status.running() || failed ? Desired.RUNNING : Desired.STOPPED, reason, null, 1,
                linked, loggingOut, linked ? "628123@c.us" : null, linked ? "Budi" : null, qr ? 1 : 0,
                qr ? NOW.minusSeconds(60) : null, waiting == null ? null : new Deadline(waiting, NOW), NOW.minusSeconds(90),
                NOW.minusSeconds(60), Healing.NONE, null);
    }

    private static SessionState mending(SessionStatus status, Rung rung, int restarts, Reason reason) {
        var s = state(status, true, false, Deadline.Kind.HEAL);
        return new SessionState(s.id(), s.status(), s.desired(), reason, "detail", s.epoch(), s.linked(), s.loggingOut(),
                s.wid(), s.pushName(), s.qrAttempt(), s.firstQrAt(), s.deadline(), s.startedAt(), s.statusSince(),
                new Healing(rung, restarts), null);
    }

    private static SessionState lastCode(SessionState s) {
        return new SessionState(s.id(), s.status(), s.desired(), s.reason(), s.reasonDetail(), s.epoch(), s.linked(),
                s.loggingOut(), s.wid(), s.pushName(), MAX, s.firstQrAt(), s.deadline(), s.startedAt(), s.statusSince(),
                s.healing(), s.passkey());
    }

    private static SessionState withDeadline(SessionState s, Deadline deadline) {
        return new SessionState(s.id(), s.status(), s.desired(), s.reason(), s.reasonDetail(), s.epoch(), s.linked(),
                s.loggingOut(), s.wid(), s.pushName(), s.qrAttempt(), s.firstQrAt(), deadline, s.startedAt(), s.statusSince(),
                s.healing(), s.passkey());
    }
}
