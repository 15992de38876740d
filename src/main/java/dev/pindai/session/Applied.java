package dev.pindai.session;

/** A committed transition, and the state it began with. */
record Applied(SessionState before, Transition transition) {

    SessionState after() {
        return transition.state();
    }

    /**
     * Whether the page that a recovery asked for is still to be opened. Meanwhile the user may have stopped or restarted the
     * session, or its wait for the page has passed and its healing opens another one.
     */
    boolean stillDue(SessionState now) {
        return now.epoch() == after().epoch() && now.status() == SessionStatus.STARTING && !HealRules.between(now);
    }
}
