package dev.pindai.event.webhook;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.quarkus.runtime.annotations.RegisterForReflection;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How often and for how long a delivery is tried. What is left out is as in {@link #DEFAULT}. */
@RegisterForReflection
@Schema(name = "WebhookRetries", description = "How often and for how long a delivery is tried before it is dead")
public record Retries(
        @Schema(description = "`constant`, `linear`, or `exponential` with a fifth of jitter", defaultValue = "exponential", nullable = true, enumeration = {
                "constant", "linear", "exponential" }) RetryPolicy policy,
        @Schema(description = "Tries in all", defaultValue = "100", nullable = true) @Min(1) @Max(1000) Integer attempts,
        @Schema(description = "The first pause", defaultValue = "2", nullable = true) @Min(1) @Max(86_400) Integer delaySeconds,
        @Schema(description = "The longest pause", defaultValue = "900", nullable = true) @Min(1) @Max(86_400) Integer maxDelaySeconds,
        @Schema(description = "No try begins later than this after the event was queued", defaultValue = "86400", nullable = true) @Min(1) @Max(1_209_600) Integer totalSeconds){

    /** For up to a day, at first after two seconds, in the end every quarter of an hour. */
    public static final Retries DEFAULT = new Retries(RetryPolicy.EXPONENTIAL, 100, 2, 900, 86_400);

    /** These where they say something, the others where they don't. */
    Retries over(Retries others) {
        return new Retries(policy == null ? others.policy : policy, attempts == null ? others.attempts : attempts,
                delaySeconds == null ? others.delaySeconds : delaySeconds,
                maxDelaySeconds == null ? others.maxDelaySeconds : maxDelaySeconds,
                totalSeconds == null ? others.totalSeconds : totalSeconds);
    }

    /**
     * How long to wait now.
     *
     * @param tries made so far, from 1
     * @param random from 0 to below 1
     */
    Duration pause(int tries, double random) {
        var pause = policy.pause(Duration.ofSeconds(delaySeconds), tries, random);
        var most = Duration.ofSeconds(maxDelaySeconds);
        return pause.compareTo(most) > 0 ? most : pause;
    }

    Duration total() {
        return Duration.ofSeconds(totalSeconds);
    }
}
