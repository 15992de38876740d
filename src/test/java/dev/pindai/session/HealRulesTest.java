package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;
import dev.pindai.event.SessionEvent.Healing.Rung;

import org.junit.jupiter.api.Test;

/** The ladder as it is climbed over time. */
class HealRulesTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final int RESTARTS = 4;
    private static final Timing TIMING = new Timing(Duration.ofSeconds(30), 6, Duration.ofSeconds(120), Duration.ofSeconds(300),
            Duration.ofSeconds(120), Duration.ofSeconds(60), new Timing.Heal(Duration.ofSeconds(60), Duration.ofSeconds(45),
                    Duration.ofSeconds(2), Duration.ofSeconds(10), RESTARTS, Duration.ofMinutes(10)));

    private final SessionStateMachine machine = new SessionStateMachine(TIMING);
    private final List<SessionEvent> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private SessionState state = new SessionState(ID, SessionStatus.STOPPED, Desired.STOPPED, null, null, 0, false, false, null,
            null, 0, null, null, null, now, Healing.NONE, null);

    @Test
    void aLostConnectionIsWaitedForThenLoadedAnewThenRestarted() {
        ready();
        says("TIMEOUT");
        assertThat(state.status()).isEqualTo(SessionStatus.DISCONNECTED);
        passDeadline();
        passDeadline();
        passDeadline();
        assertThat(state.status()).isEqualTo(SessionStatus.STARTING);
        assertThat(state.epoch()).isEqualTo(2);
        page(new PageSignal.Ready(ID, 2, "628123@c.us", "Budi"));
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
        assertThat(state.healing()).isEqualTo(new Healing(null, 1));
        assertThat(healing()).extracting(SessionEvent.Healing::rung).containsExactly(Rung.WAIT, Rung.RELOAD, Rung.RESTART);
        assertThat(events).filteredOn(SessionEvent.Disconnected.class::isInstance)
                .containsExactly(new SessionEvent.Disconnected(ID, "PAGE_UNREACHABLE", true));
    }

    @Test
    void aPageThatComesBackEndsTheLadder() {
        ready();
        says("TIMEOUT");
        says("CONNECTED");
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
        assertThat(state.deadline()).isNull();
    }

    @Test
    void aCrashLoopIsBrokenAndSaidOnce() {
        ready();
        crashUntilItFails();
        assertThat(state.reason()).isEqualTo(Reason.BROWSER_CRASHED);
        assertThat(state.reasonDetail()).contains("4 restarts");
        assertThat(state.desired()).isEqualTo(Desired.RUNNING);
        assertThat(healing()).extracting(SessionEvent.Healing::attempt).containsExactly(1, 2, 3, 4);
        assertThat(events).filteredOn(SessionEvent.Disconnected.class::isInstance).containsExactly(
                new SessionEvent.Disconnected(ID, "BROWSER_CRASHED", true),
                new SessionEvent.Disconnected(ID, "BROWSER_CRASHED", false));
    }

    @Test
    void pausesGrowUpToTheirLimitAndVary() {
        ready();
        var begun = new ArrayList<Duration>();
        for (int i = 0; i < RESTARTS; i++) {
            crash();
            begun.add(Duration.between(now, state.deadline().at()));
            passDeadline();
        }
        var expected = List.of(2, 4, 8, 10);
        for (int i = 0; i < RESTARTS; i++) {
            assertThat(begun.get(i).toMillis()).as("pause " + (i + 1)).isBetween(expected.get(i) * 750L,
                    expected.get(i) * 1250L);
        }
        assertThat(begun).anyMatch(pause -> pause.toMillis() % 1000 != 0);
    }

    @Test
    void restartsOfLongAgoDoNotCount() {
        ready();
        for (int i = 0; i < 3 * RESTARTS; i++) {
            crash();
            passDeadline();
            page(new PageSignal.Ready(ID, state.epoch(), "628123@c.us", "Budi"));
            now = now.plus(Duration.ofMinutes(10));
        }
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
    }

    @Test
    void restartsOfJustNowDoCountThoughItWasReadyBetween() {
        ready();
        for (int i = 0; i < RESTARTS; i++) {
            crash();
            passDeadline();
            page(new PageSignal.Ready(ID, state.epoch(), "628123@c.us", "Budi"));
            now = now.plus(Duration.ofMinutes(9));
        }
        crash();
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void nothingThatTheOldPageSaysCountsWhileANewOneIsAwaited() {
        ready();
        crash();
        var waiting = state;
        crash();
        page(new PageSignal.Silent(ID, state.epoch(), Duration.ofSeconds(10)));
        page(new PageSignal.Ready(ID, state.epoch(), "628123@c.us", "Budi"));
        page(new PageSignal.LoggedOut(ID, state.epoch(), null));
        assertThat(state).isEqualTo(waiting);
    }

    @Test
    void aCrashIsToldBeforeItsBrowserIsEnded() {
        ready();
        page(new PageSignal.Ending(ID, 1, PageFailure.CRASHED, "The page's renderer ended"));
        assertThat(state.status()).isEqualTo(SessionStatus.DISCONNECTED);
        crash();
        assertThat(state.healing()).isEqualTo(new Healing(Rung.RESTART, 1));
        assertThat(events).filteredOn(SessionEvent.Disconnected.class::isInstance).hasSize(1);
        assertThat(events).filteredOn(SessionEvent.Status.class::isInstance).hasSize(1);
    }

    @Test
    void anEndThatIsBegunAndNeverToldIsNotWaitedForForEver() {
        ready();
        page(new PageSignal.Ending(ID, 1, PageFailure.CRASHED, "The page's renderer ended"));
        passDeadline();
        passDeadline();
        assertThat(state.status()).isEqualTo(SessionStatus.STARTING);
        assertThat(state.epoch()).isEqualTo(2);
    }

    @Test
    void aSessionWithoutALinkIsToldAtOnceWhatTheUserWaitsFor() {
        input(new SessionInput.Start());
        page(new PageSignal.Failed(ID, 1, PageFailure.UNREACHABLE, "no route"));
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
        assertThat(healing()).isEmpty();
    }

    @Test
    void aStoredLinkIsTriedAgainWhileWhatsAppCanNotBeReached() {
        ready();
        input(new SessionInput.Recover());
        page(new PageSignal.Failed(ID, 2, PageFailure.UNREACHABLE, "no route"));
        assertThat(state.status()).isEqualTo(SessionStatus.STARTING);
        assertThat(state.reason()).isEqualTo(Reason.PAGE_UNREACHABLE);
        passDeadline();
        page(new PageSignal.Ready(ID, 3, "628123@c.us", "Budi"));
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
        assertThat(state.reason()).isNull();
    }

    @Test
    void whoWaitsForAQrIsNotLeftWaitingForTheWholeLadder() {
        input(new SessionInput.Start());
        crash();
        passDeadline();
        crash();
        passDeadline();
        crash();
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void aPageThatCameOnlyInPartIsTriedAgainAndThenTakenForAChangedOne() {
        ready();
        input(new SessionInput.Restart());
        for (int i = 0; i < 2; i++) {
            page(new PageSignal.PageChanged(ID, state.epoch(), "module loader"));
            assertThat(state.status()).isEqualTo(SessionStatus.STARTING);
            passDeadline();
        }
        page(new PageSignal.PageChanged(ID, state.epoch(), "module loader"));
        assertThat(state.reason()).isEqualTo(Reason.PAGE_CHANGED);
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
    }

    @Test
    void waitingForRoomIsNoRestartAndIsSaidOnce() {
        ready();
        crash();
        for (int i = 0; i < 3 * RESTARTS; i++) {
            now = state.deadline().at();
            input(new SessionInput.NoRoom("full"));
            assertThat(state.reason()).isEqualTo(Reason.CAPACITY);
        }
        passDeadline();
        assertThat(state.healing().restarts()).isEqualTo(1);
        assertThat(healing()).extracting(SessionEvent.Healing::reason).containsExactly("BROWSER_CRASHED", "CAPACITY");
        page(new PageSignal.Ready(ID, 2, "628123@c.us", "Budi"));
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
    }

    @Test
    void aFirstSyncThatWasInterruptedHasItsOwnTime() {
        input(new SessionInput.Start());
        page(new PageSignal.Authenticated(ID, 1));
        crash();
        passDeadline();
        assertThat(state.deadline()).isEqualTo(new Deadline(Deadline.Kind.SYNC, now.plusSeconds(300)));
    }

    @Test
    void aPageThatShowsNoChatsIsNotReady() {
        ready();
        page(new PageSignal.StateChanged(ID, 1, "CONNECTED", "SYNCING"));
        assertThat(state.status()).isEqualTo(SessionStatus.DISCONNECTED);
    }

    @Test
    void aLogoutOfASessionBetweenTwoBrowsersOpensOneAndUnlinks() {
        ready();
        crash();
        var transition = input(new SessionInput.Logout());
        assertThat(transition.effects()).contains(Effect.OPEN);
        assertThat(page(new PageSignal.Ready(ID, 2, "628123@c.us", "Budi")).effects()).contains(Effect.UNLINK);
    }

    private void ready() {
        input(new SessionInput.Start());
        page(new PageSignal.Authenticated(ID, 1));
        page(new PageSignal.Ready(ID, 1, "628123@c.us", "Budi"));
        assertThat(state.status()).isEqualTo(SessionStatus.READY);
        events.clear();
    }

    private void crashUntilItFails() {
        crash();
        for (int i = 0; i < RESTARTS; i++) {
            passDeadline();
            crash();
        }
        assertThat(state.status()).isEqualTo(SessionStatus.FAILED);
    }

    private void crash() {
        page(new PageSignal.Failed(ID, state.epoch(), PageFailure.CRASHED, "The page's renderer ended"));
    }

    private void says(String socket) {
        page(new PageSignal.StateChanged(ID, state.epoch(), socket, "MAIN"));
    }

    private void passDeadline() {
        now = state.deadline().at();
        input(new SessionInput.DeadlinePassed());
    }

    private Transition page(PageSignal signal) {
        return input(new SessionInput.Page(signal, null));
    }

    private Transition input(SessionInput input) {
        var transition = machine.next(state, input, now);
        state = transition.state();
        events.addAll(transition.events());
        return transition;
    }

    private List<SessionEvent.Healing> healing() {
        return events.stream().filter(SessionEvent.Healing.class::isInstance).map(SessionEvent.Healing.class::cast).toList();
    }
}
