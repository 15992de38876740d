package dev.pindai.session;

import java.util.List;
import java.util.Set;

import dev.pindai.event.SessionEvent;

/** What follows from an input: the new state, the events that say so (in order), and what to do after the commit. */
record Transition(SessionState state, List<SessionEvent> events, Set<Effect> effects) {
}
