package dev.pindai.session;

import dev.pindai.engine.PageFailure;

/** One thing that happens in a story of {@link LifecycleModel}: a wish, a word of a page, an accident, or time. */
sealed interface ModelStep {

    enum Wish {
        START,
        STOP,
        RESTART,
        LOGOUT
    }

    /** A user wishes. */
    record Wished(Wish wish) implements ModelStep {
    }

    /** The open page does the next things that a page does when all is well. */
    record Well(int words) implements ModelStep {
    }

    /** The open page says one of all the things it may say next. */
    record Says(int choice) implements ModelStep {
    }

    /** The open page or its browser ends by itself. */
    record Dies(PageFailure failure) implements ModelStep {
    }

    /** A word that was said before comes again: doubled, late, or of an earlier start. */
    record Repeated(int back) implements ModelStep {
    }

    /** A word that nobody would expect now, of this start or of an earlier one. */
    record Stray(int choice, int epochsBack) implements ModelStep {
    }

    /** The page of this start, or of an earlier one, gave a pairing code. */
    record Code(int epochsBack) implements ModelStep {
    }

    /** Time passes; {@code noticed} tells whether deadlines that pass are told at once, or not at all yet. */
    record Waits(int seconds, boolean noticed) implements ModelStep {
    }

    /** Time passes until the deadline. */
    record Deadline() implements ModelStep {
    }

    /** The page of this start, or of an earlier one, took the answer to its passkey request. */
    record Answered(int epochsBack) implements ModelStep {
    }

    /** The browser of this start, or of an earlier one, has grown too big. */
    record Grows(int epochsBack) implements ModelStep {
    }

    /** From now on there is room for browsers that nobody asked for, or there is none. */
    record Room(boolean enough) implements ModelStep {
    }

    /** The service dies with all its pages, and starts again. */
    record ServiceDies() implements ModelStep {
    }

    /** It is this session's turn to be brought back. */
    record Turn() implements ModelStep {
    }
}
