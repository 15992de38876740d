package dev.pindai.session;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import jakarta.inject.Singleton;

import dev.pindai.session.capacity.Admission;
import dev.pindai.shared.ProblemException;

/**
 * Asks for room before a wish of the user opens a browser, so that a refusal changes nothing: neither row nor event. Called in
 * the session's mailbox, where nothing comes between the question and the transition.
 */
@Singleton
class SessionRoom {

    private final Admission admission;
    private final SessionTransitions transitions;
    private final Clock clock;

    SessionRoom(Admission admission, SessionTransitions transitions, Clock clock) {
        this.clock = clock;
        this.admission = admission;
        this.transitions = transitions;
    }

    /**
     * Makes an input's transition. A wish that would open a browser is refused where there is no room; a session that Pindai
     * mends by itself is told so instead.
     *
     * @throws ProblemException 503 {@code CAPACITY}; nothing was changed then
     */
    Optional<Applied> apply(UUID id, SessionInput input) {
        var state = mayOpen(input) ? transitions.current(id) : Optional.<SessionState> empty();
        if (state.isEmpty()) {
            return transitions.apply(id, input);
        }
        return state.get().status().running() ? running(state.get(), input) : start(state.get(), input);
    }

    /** Why there is no room for a page that is opened without anybody's wish; empty if it has its place. */
    Optional<String> refused(UUID id) {
        return admission.tryAdmit(id);
    }

    /** Gives the place back once the session runs no more. */
    void reached(SessionState state) {
        if (!state.status().running()) {
            admission.release(state.id());
        }
    }

    /** A session that runs has its place: it is never refused to its user. */
    private Optional<Applied> running(SessionState state, SessionInput input) {
        if (input instanceof SessionInput.DeadlinePassed) {
            // Asked only when it is due: the sweep may come twice for one deadline, the second time to a later one.
            var opens = HealRules.between(state) && !state.deadline().at().isAfter(clock.instant());
            var why = opens ? refused(state.id()) : Optional.<String> empty();
            return transitions.apply(state.id(), why.<SessionInput> map(SessionInput.NoRoom::new).orElse(input));
        }
        if (input instanceof SessionInput.Restart || HealRules.between(state) && input instanceof SessionInput.Logout) {
            admission.keep(state.id());
        }
        return transitions.apply(state.id(), input);
    }

    private Optional<Applied> start(SessionState state, SessionInput input) {
        if (input instanceof SessionInput.DeadlinePassed || input instanceof SessionInput.Logout && !state.linked()) {
            return transitions.apply(state.id(), input);
        }
        admission.admit(state.id());
        var applied = Optional.<Applied> empty();
        try {
            applied = transitions.apply(state.id(), input);
            return applied;
        } finally {
            if (applied.isEmpty()) {
                admission.release(state.id());
            }
        }
    }

    private static boolean mayOpen(SessionInput input) {
        return switch (input) {
            case SessionInput.Start start -> true;
            case SessionInput.Restart restart -> true;
            // A session that is linked and stopped has to be opened to be unlinked.
            case SessionInput.Logout logout -> true;
            // The end of the pause before a browser is restarted.
            case SessionInput.DeadlinePassed passed -> true;
            default -> false;
        };
    }
}
