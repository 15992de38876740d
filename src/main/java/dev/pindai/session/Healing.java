package dev.pindai.session;

import dev.pindai.event.SessionEvent.Healing.Rung;

/**
 * Where a session stands on the ladder by which it is mended.
 *
 * @param rung what is being tried now, or null while nothing is wrong
 * @param restarts browser restarts since it was last well for long enough; the loop breaker counts them
 */
record Healing(Rung rung, int restarts) {

    static final Healing NONE = new Healing(null, 0);
}
