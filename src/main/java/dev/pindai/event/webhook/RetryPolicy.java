package dev.pindai.event.webhook;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import io.quarkus.runtime.annotations.RegisterForReflection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How the pause before the next try grows with the number of tries. */
@RegisterForReflection
public enum RetryPolicy {
    /** The same each time. */
    CONSTANT,
    /** Once, twice, three times the first. */
    LINEAR,
    /** Doubled each time, and varied by a fifth, so that receivers that come back are not met by all at once. */
    EXPONENTIAL;

    private static final int MOST_DOUBLINGS = 30;
    private static final double JITTER = 0.2;

    /**
     * @param first pause after the first try
     * @param tries made so far, from 1
     * @param random from 0 to below 1
     */
    Duration pause(Duration first, int tries, double random) {
        return switch (this) {
            case CONSTANT -> first;
            case LINEAR -> first.multipliedBy(tries);
            case EXPONENTIAL -> varied(first.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS)), random);
        };
    }

    private static Duration varied(Duration pause, double random) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 + JITTER * (2 * random - 1))));
    }

    /** As callers write it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it in any case. */
    @JsonCreator
    public static RetryPolicy of(String word) {
        return Arrays.stream(values()).filter(policy -> policy.name().equalsIgnoreCase(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("policy must be one of "
                        + Arrays.stream(values()).map(RetryPolicy::word).collect(Collectors.joining(", "))));
    }
}
