package dev.pindai.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

/** A stream whose last event is on its way must not be ended by the look that comes between. */
class MissingTwiceTest {

    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final MissingTwice missing = new MissingTwice();

    @Test
    void onceIsNotEnough() {
        assertThat(missing.again(Set.of(ONE))).isEmpty();
        assertThat(missing.again(Set.of(ONE, OTHER))).containsExactly(ONE);
        assertThat(missing.again(Set.of(OTHER))).containsExactly(OTHER);
    }

    @Test
    void whoIsThereAgainIsMissedAnew() {
        missing.again(Set.of(ONE));
        assertThat(missing.again(Set.of())).isEmpty();
        assertThat(missing.again(Set.of(ONE))).isEmpty();
    }
}
