package dev.pindai.shared;

import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;

/** New ids: UUIDv7, so that ids sort by the time they were made. */
public final class Ids {

    private Ids() {
    }

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
