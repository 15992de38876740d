package dev.pindai.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import dev.pindai.engine.PageFailure;
import dev.pindai.engine.PageSignal;

/**
 * One session with the real state machine, and around it as little of a world as it takes to tell stories: a clock, pages
 * that open and close by the machine's effects in the order of {@link EffectRunner}, and a profile. After each input
 * {@link LifecycleInvariants} looks at what came of it.
 */
final class LifecycleModel {

    static final int CODES = 3;
    static final int RESTARTS = 4;
    static final Timing TIMING = new Timing(Duration.ofSeconds(30), CODES, Duration.ofSeconds(120), Duration.ofSeconds(300),
            Duration.ofSeconds(120), Duration.ofSeconds(60), new Timing.Heal(Duration.ofSeconds(60), Duration.ofSeconds(45),
                    Duration.ofSeconds(2), Duration.ofMinutes(5), RESTARTS, Duration.ofMinutes(10)));
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final Instant BEGIN = Instant.parse("2026-01-02T03:04:05Z");

    private final SessionStateMachine machine = new SessionStateMachine(TIMING);
    private final LifecycleInvariants invariants = new LifecycleInvariants(this);
    private final ModelPage.Login login = new ModelPage.Login();
    private final Map<Long, ModelPage> open = new TreeMap<>();
    private final List<PageSignal> said = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Set<SessionStatus> visited = EnumSet.noneOf(SessionStatus.class);
    private Instant now = BEGIN;
    private SessionState state = new SessionState(ID, SessionStatus.STOPPED, Desired.STOPPED, null, null, 0, false, false, null,
            null, 0, null, null, null, BEGIN, Healing.NONE, null);
    private Applied turn;
    private boolean room = true;
    private long lastOpened;

    SessionState state() {
        return state;
    }

    Instant now() {
        return now;
    }

    Map<Long, ModelPage> open() {
        return open;
    }

    /** Every status it has been in. */
    Set<SessionStatus> visited() {
        return visited;
    }

    /** Whether a page on its profile would come up linked. */
    boolean linkStands() {
        return state.linked() && login.inProfile && login.atPhone && current().stream().noneMatch(ModelPage::unlinking);
    }

    /** Whether the session was brought back by a start of the service, and its page has yet to be opened. */
    boolean waitsForItsTurn() {
        return turn != null && turn.after().epoch() == state.epoch();
    }

    /** What happened so far, one line for each input. */
    String story() {
        return String.join("\n", trace);
    }

    void play(ModelStep step) {
        switch (step) {
            case ModelStep.Wished(var wish) -> input(switch (wish) {
                case START -> new SessionInput.Start();
                case STOP -> new SessionInput.Stop();
                case RESTART -> new SessionInput.Restart();
                case LOGOUT -> new SessionInput.Logout();
            });
            case ModelStep.Well(int words) -> {
                for (int i = 0; i < words; i++) {
                    current().ifPresent(page -> hear(page.well()));
                }
            }
            case ModelStep.Says(int choice) -> current().ifPresent(page -> hear(page.say(choice)));
            case ModelStep.Dies(var failure) -> current().ifPresent(page -> dies(page.epoch, failure));
            case ModelStep.Repeated(int back) -> {
                if (!said.isEmpty()) {
                    again(said.get(said.size() - 1 - back % said.size()));
                }
            }
            case ModelStep.Stray(int choice, int back) -> {
                if (lastOpened > 0) {
                    again(ModelWords.any(ID, Math.max(1, lastOpened - back), choice));
                }
            }
            case ModelStep.Code(int back) ->
                input(new SessionInput.PairingCodeIssued(state.epoch() - back, "ABCD1234", now.plusSeconds(160)));
            case ModelStep.Answered(int back) -> input(new SessionInput.PasskeyAnswered(state.epoch() - back));
            case ModelStep.Grows(int back) -> input(new SessionInput.TooBig(state.epoch() - back, 1_000_000_000));
            case ModelStep.Room(boolean enough) -> room = enough;
            case ModelStep.Waits(int seconds, boolean noticed) -> wait(Duration.ofSeconds(seconds), noticed);
            case ModelStep.Deadline deadline -> deadline();
            case ModelStep.ServiceDies dies -> serviceDies();
            case ModelStep.Turn yes -> turn();
        }
    }

    /** The page that is open. */
    Optional<ModelPage> current() {
        return open.values().stream().findFirst();
    }

    void hear(List<PageSignal> words) {
        words.forEach(word -> {
            said.add(word);
            input(new SessionInput.Page(word, null));
        });
    }

    /** False if it waits for nothing. */
    boolean deadline() {
        if (state.deadline() == null) {
            return false;
        }
        now = now.isBefore(state.deadline().at()) ? state.deadline().at() : now;
        // As SessionRoom does before a browser is started again.
        input(room || !HealRules.between(state) ? new SessionInput.DeadlinePassed() : new SessionInput.NoRoom("full"));
        return true;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** As SessionManager does when a recovered session's turn has come. */
    void turn() {
        if (turn != null) {
            var recovered = turn;
            turn = null;
            var applied = next(new SessionInput.Opening());
            var due = recovered.stillDue(applied.after());
            if (due && room) {
                run(recovered);
            }
            if (due && !room) {
                input(new SessionInput.NoRoom("full"));
            } else {
                invariants.check(new SessionInput.Opening(), applied);
            }
        }
    }

    private void wait(Duration time, boolean noticed) {
        var end = now.plus(time);
        while (noticed && state.deadline() != null && !state.deadline().at().isAfter(end)) {
            deadline();
        }
        now = end.isAfter(now) ? end : now;
    }

    private void serviceDies() {
        open.clear();
        var input = new SessionInput.Recover();
        var applied = next(input);
        turn = applied.transition().effects().contains(Effect.OPEN) ? applied : null;
        invariants.serviceDied();
        invariants.check(input, applied);
    }

    /** A word that a page's failure says is its last. */
    private void again(PageSignal word) {
        if (word instanceof PageSignal.Failed failed) {
            dies(word.epoch(), failed.failure());
        } else {
            if (!(word instanceof PageSignal.Silent)) {
                current().filter(page -> page.epoch == word.epoch()).ifPresent(ModelPage::speaks);
            }
            var held = word instanceof PageSignal.Ready && now.getEpochSecond() % 5 == 0;
            input(new SessionInput.Page(word, held ? OTHER : null));
        }
    }

    private void dies(long epoch, PageFailure failure) {
        open.remove(epoch);
        hear(List.of(new PageSignal.Failed(ID, epoch, failure, "detail")));
    }

    private void input(SessionInput input) {
        var applied = next(input);
        run(applied);
        invariants.check(input, applied);
    }

    private Applied next(SessionInput input) {
        var transition = machine.next(state, input, now);
        var applied = new Applied(state, transition);
        state = transition.state();
        visited.add(state.status());
        trace.add("+%ds %s: %s -> %s%s%s%s %s %s".formatted(Duration.between(BEGIN, now).toSeconds(),
                input instanceof SessionInput.Page page ? page.signal() : input, applied.before().status(), state.status(),
                state.reason() == null ? "" : "(" + state.reason() + ")", state.loggingOut() ? " logging-out" : "",
                state.healing().rung() == null ? "" : " " + state.healing().rung(),
                state.deadline() == null ? "" : "until " + state.deadline().kind(), transition.effects()));
        return applied;
    }

    private void run(Applied applied) {
        var effects = applied.transition().effects();
        var after = open.get(applied.after().epoch());
        if (after != null && effects.contains(Effect.UNLINK)) {
            after.unlink();
        }
        if (after != null && effects.contains(Effect.RELOAD)) {
            after.reload();
        }
        if (after != null && effects.contains(Effect.REFRESH_QR)) {
            after.refreshQr();
        }
        if (effects.contains(Effect.OPEN)) {
            invariants.opens(applied.after().epoch());
            open.clear();
            lastOpened = applied.after().epoch();
            open.put(lastOpened, new ModelPage(ID, lastOpened, login));
        }
        if (effects.contains(Effect.CLOSE)) {
            open.remove(applied.before().epoch());
        }
        if (effects.contains(Effect.REMOVE_LOGIN)) {
            invariants.removesLogin();
            login.inProfile = false;
        }
    }
}
