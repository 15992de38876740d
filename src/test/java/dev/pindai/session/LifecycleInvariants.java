package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.pindai.engine.PageSignal;
import dev.pindai.event.SessionEvent;

/**
 * What holds after every input, whatever came before. A <em>start</em> here is what a user wished or a start of the service
 * brought about: browsers that are restarted to mend it belong to it.
 */
final class LifecycleInvariants {

    private static final Set<Reason> ENDS_THE_WISH = Set.of(Reason.QR_TIMEOUT, Reason.QR_NOT_SCANNED, Reason.PASSKEY_REQUIRED,
            Reason.AUTH_FAILURE, Reason.LOGGED_OUT, Reason.CONFLICT);

    private final LifecycleModel model;
    private final Set<String> secrets = new HashSet<>();
    private String lastStatus = "STOPPED null";
    private int terminals;
    private int codes;
    private boolean saidLost;

    LifecycleInvariants(LifecycleModel model) {
        this.model = model;
    }

    /** A new process knows no secrets. */
    void serviceDied() {
        secrets.clear();
    }

    void opens(long epoch) {
        that(model.open().keySet().stream().allMatch(older -> older < epoch), "a page opens over a newer one");
    }

    void removesLogin() {
        that(model.open().isEmpty(), "the login is removed while a page is open on it");
    }

    void check(SessionInput input, Applied applied) {
        events(input, applied);
        secrets(applied.transition());
        browsers();
        waits();
        mending();
        wish(input, applied.before());
    }

    private void events(SessionInput input, Applied applied) {
        var state = applied.after();
        var events = applied.transition().events();
        if (state.epoch() != applied.before().epoch()) {
            that(state.epoch() == applied.before().epoch() + 1, "epochs are counted one by one");
            codes = 0;
            if (!(input instanceof SessionInput.DeadlinePassed)) {
                terminals = 0;
                saidLost = false;
            }
        }
        for (int i = 0; i < events.size(); i++) {
            switch (events.get(i)) {
                case SessionEvent.Status status -> {
                    that(i == 0, "status comes first, and once");
                    lastStatus = status.status() + " " + status.reason();
                    that(status.previous().equals(applied.before().status().name()), "status says what was before");
                }
                case SessionEvent.Qr qr -> that(qr.attempt() == ++codes && codes <= LifecycleModel.CODES,
                        "codes count from one up to the last");
                case SessionEvent.Ready ready -> {
                    that(state.status() == SessionStatus.READY, "ready is said when it is");
                    saidLost = false;
                }
                case SessionEvent.Disconnected lost when lost.willRetry() -> {
                    that(!saidLost && state.status() == SessionStatus.DISCONNECTED, "a loss is said once");
                    saidLost = true;
                }
                case SessionEvent.Disconnected end -> terminal(state);
                case SessionEvent.AuthFailure end -> terminal(state);
                case SessionEvent.QrTimeout end -> terminal(state);
                default -> {
                }
            }
        }
        that(lastStatus.equals(state.status() + " " + state.reason()), "the row is as the last status event: " + lastStatus);
    }

    private void terminal(SessionState state) {
        that(++terminals == 1, "at most one terminal event in a start");
        that(!state.status().running(), "nothing runs after a terminal event");
    }

    private void secrets(Transition transition) {
        if (transition.effects().contains(Effect.FORGET_SECRETS)) {
            secrets.clear();
        } else if (transition.effects().contains(Effect.FORGET_QR)) {
            secrets.remove("qr");
        }
        transition.events().stream().filter(event -> event.secret().isPresent())
                .forEach(event -> secrets.add(event.type().wireName()));
        that(secrets.isEmpty() || model.state().status() == SessionStatus.SCAN_QR, "secrets live only while a QR is shown");
    }

    private void browsers() {
        var state = model.state();
        var open = state.status().running() && !HealRules.between(state) && !model.waitsForItsTurn();
        that(model.open().keySet().equals(open ? Set.of(state.epoch()) : Set.of()),
                "one browser while running, none else; open: " + model.open().keySet());
    }

    private void waits() {
        var state = model.state();
        if (state.status().running()) {
            that(state.deadline() != null || state.status() == SessionStatus.READY, "nothing waits for ever");
            that(state.loggingOut() == (state.deadline() != null && state.deadline().kind() == Deadline.Kind.LOGOUT),
                    "a log-out has a deadline, and nothing else has this one");
        } else {
            that(state.deadline() == null && !state.loggingOut(), "what has ended waits for nothing");
        }
    }

    private void mending() {
        var state = model.state();
        var status = state.status();
        that(state.healing().rung() == null || status == SessionStatus.STARTING || status == SessionStatus.DISCONNECTED,
                "only what starts or is disconnected is being mended");
        that(state.healing().restarts() <= LifecycleModel.RESTARTS, "restarts are limited");
        that(status.running() || state.healing().equals(Healing.NONE), "what has ended is not being mended");
        that(state.passkey() == null || status == SessionStatus.PASSKEY_REQUIRED, "a passkey is asked for in its step only");
        that(status != SessionStatus.FAILED || state.reason() != null, "a failure has its reason");
        that(!List.of(SessionStatus.READY, SessionStatus.DISCONNECTED, SessionStatus.AUTHENTICATED).contains(status)
                || state.linked(), "what is past the scan is linked");
        that(state.linked() || state.wid() == null, "without a link there is no account");
    }

    private void wish(SessionInput input, SessionState before) {
        var state = model.state();
        var wish = state.desired();
        that(state.status() != SessionStatus.STOPPED || wish == Desired.STOPPED, "what is stopped is wished so");
        switch (input) {
            case SessionInput.Start start -> that(wish == Desired.RUNNING, "a start is wished");
            case SessionInput.Restart restart -> that(wish == Desired.RUNNING, "a restart is wished");
            case SessionInput.Stop stop ->
                that(wish == Desired.STOPPED && state.status() == SessionStatus.STOPPED, "a stop stops");
            case SessionInput.Logout logout -> {
                that(state.loggingOut() || state.status() == SessionStatus.STOPPED, "a log-out goes on or is done");
                that(wish == before.desired() || wish == Desired.STOPPED, "a log-out wishes no start");
            }
            case SessionInput.Page page when page.signal() instanceof PageSignal.Failed ->
                that(wish == before.desired(), "a failure changes no wish");
            default -> that(wish == before.desired() || state.status() == SessionStatus.STOPPED && before.loggingOut()
                    || state.status() == SessionStatus.FAILED && ENDS_THE_WISH.contains(state.reason()),
                    "only an end that needs the user changes the wish");
        }
    }

    private void that(boolean holds, String what) {
        assertThat(holds).as(() -> what + ", in:\n" + model.story()).isTrue();
    }
}
