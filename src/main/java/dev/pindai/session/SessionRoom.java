package dev.pindai.session;

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

    SessionRoom(Admission admission, SessionTransitions transitions) {
        this.admission = admission;
        this.transitions = transitions;
    }

    /** @throws ProblemException 503 {@code CAPACITY}; nothing was changed then */
    Optional<Applied> apply(UUID id, SessionInput input) {
        var state = opens(input) ? transitions.current(id) : Optional.<SessionState> empty();
        if (state.isEmpty() || input instanceof SessionInput.Logout && !state.get().linked()) {
            return transitions.apply(id, input);
        }
        if (state.get().status().running()) {
            if (input instanceof SessionInput.Restart) {
                admission.keep(id);
            }
            return transitions.apply(id, input);
        }
        admission.admit(id);
        try {
            return transitions.apply(id, input);
        } catch (RuntimeException e) {
            admission.release(id);
            throw e;
        }
    }

    /**
     * Asks for room where nobody waits for an answer: before a page is opened at the start of the service, or to mend a
     * session.
     *
     * @return why there is none, or empty
     */
    Optional<String> forOwnPage(UUID id) {
        return admission.tryAdmit(id);
    }

    /** Gives the place back once the session runs no more. */
    void reached(SessionState state) {
        if (!state.status().running()) {
            admission.release(state.id());
        }
    }

    private static boolean opens(SessionInput input) {
        return switch (input) {
            case SessionInput.Start start -> true;
            case SessionInput.Restart restart -> true;
            // A session that is linked and stopped has to be opened to be unlinked.
            case SessionInput.Logout logout -> true;
            default -> false;
        };
    }
}
