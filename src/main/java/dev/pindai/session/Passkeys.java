package dev.pindai.session;

import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.inject.Singleton;

import dev.pindai.engine.Engine;
import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageRef;
import dev.pindai.shared.ProblemException;

/** WhatsApp's passkey step: what it asks, and the way of an answer to the page. Calls block: use a virtual thread. */
@Singleton
public class Passkeys {

    private static final long ANSWER_SECONDS = 40;

    private final Engine engine;
    private final SessionTransitions transitions;
    private final SessionManager manager;
    private final Sessions sessions;

    Passkeys(Engine engine, SessionTransitions transitions, SessionManager manager, Sessions sessions) {
        this.sessions = sessions;
        this.engine = engine;
        this.transitions = transitions;
        this.manager = manager;
    }

    /** @throws ProblemException 404 for an unknown session, 409 {@code PASSKEY_NOT_REQUESTED} unless one is waited for */
    public CurrentPasskey current(UUID id) {
        var state = waiting(id);
        return new CurrentPasskey(PasskeyRules.tree(state.passkey()), engine.origin(), state.deadline().at());
    }

    /**
     * Hands an assertion to the page; what WhatsApp makes of it is told by the session's status.
     *
     * @param credential AuthenticationResponseJSON
     * @throws ProblemException as {@link #current}
     */
    public void answer(UUID id, String credential) {
        var page = new PageRef(id, waiting(id).epoch());
        try {
            engine.answerPasskey(page, credential)
                    .thenCompose(done -> manager.submit(id, new SessionInput.PasskeyAnswered(page.epoch())))
                    .toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw failure(id, e.getCause());
        } catch (TimeoutException e) {
            throw SessionProblems.busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SessionProblems.busy();
        }
    }

    private RuntimeException failure(UUID id, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        // The page's own word: it waits no more, and its signal that says so is on its way.
        return cause instanceof PageCallException
                ? SessionProblems.passkeyNotRequested(transitions.current(id).map(SessionState::status).orElse(null))
                : SessionProblems.unwrap(cause);
    }

    private SessionState waiting(UUID id) {
        sessions.require(id);
        var state = transitions.current(id).orElseThrow(() -> SessionProblems.notFound(id));
        if (state.status() != SessionStatus.PASSKEY_REQUIRED || state.passkey() == null || state.deadline() == null) {
            throw SessionProblems.passkeyNotRequested(state.status());
        }
        return state;
    }
}
