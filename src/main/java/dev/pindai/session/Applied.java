package dev.pindai.session;

/** A committed transition, and the state it began with. */
record Applied(SessionState before, Transition transition) {

    SessionState after() {
        return transition.state();
    }
}
