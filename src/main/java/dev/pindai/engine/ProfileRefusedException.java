package dev.pindai.engine;

import java.io.IOException;

/** A profile is not taken; the message is the part of a sentence that says why. */
public final class ProfileRefusedException extends IOException {

    private final boolean tooLarge;

    /** @param tooLarge whether it is beyond the limits, and nothing else is wrong with it */
    public ProfileRefusedException(String why, boolean tooLarge) {
        super(why);
        this.tooLarge = tooLarge;
    }

    public boolean tooLarge() {
        return tooLarge;
    }
}
