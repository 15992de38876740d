package dev.pindai.limit;

import java.util.regex.Pattern;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** A path that may have a larger body, as features that take files have them. */
class LargeByTests {

    @Produces
    @Singleton
    LargeBody large() {
        return new LargeBody(Pattern.compile("/api/large-by-tests"), 3 << 20);
    }
}
