package dev.pindai.session;

import java.time.Instant;
import java.util.UUID;

import dev.pindai.engine.PageSignal;

/** Everything that can make a session change: a wish of the user, a word of its page, or time. */
sealed interface SessionInput {

    record Start() implements SessionInput {
    }

    record Stop() implements SessionInput {
    }

    record Restart() implements SessionInput {
    }

    record Logout() implements SessionInput {
    }

    /** The service starts and finds the row as a dead process left it. */
    record Recover() implements SessionInput {
    }

    /** The page of a recovered session is about to be opened: its wait begins now. */
    record Opening() implements SessionInput {
    }

    /** @param holder another session that already holds the account of a {@link PageSignal.Ready}, or null */
    record Page(PageSignal signal, UUID holder) implements SessionInput {
    }

    record PairingCodeIssued(long epoch, String code, Instant expiresAt) implements SessionInput {

        @Override
        public String toString() {
            return "PairingCodeIssued[epoch=" + epoch + ", expiresAt=" + expiresAt + "]";
        }
    }

    /** The page has the assertion it asked for. */
    record PasskeyAnswered(long epoch) implements SessionInput {
    }

    record DeadlinePassed() implements SessionInput {
    }

    /** The browser of this start has grown beyond the ceiling and stays there. */
    record TooBig(long epoch, long memoryBytes) implements SessionInput {
    }

    /** A page should be opened by itself, and there is no room for it. */
    record NoRoom(String detail) implements SessionInput {
    }
}
