package dev.pindai.limit;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/**
 * So many in so long a time, for each of many: what is used up comes back steadily. Those who were not there for a while are
 * forgotten, as are the longest unseen where there are too many.
 */
final class Quota {

    /** Some 500 bytes each. */
    private static final int REMEMBERED = 100_000;

    private final String name;
    private final long most;
    private final Duration period;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * @param name of the policy, for the clients
     * @param most 0 for no limit
     */
    Quota(String name, long most, Duration period) {
        this.name = name;
        this.most = most;
        this.period = period;
        // After two periods without use it would be full again, and so the same as a new one.
        this.buckets = Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterAccess(period.multipliedBy(2))
                .build(unused -> Bucket.builder().addLimit(limit -> limit.capacity(most).refillGreedy(most, period)).build());
    }

    /** Takes one of somebody's; empty where there is no limit. */
    Optional<ConsumptionProbe> take(String whose) {
        return most == 0 ? Optional.empty() : Optional.of(buckets.get(whose).tryConsumeAndReturnRemaining(1));
    }

    /** How long somebody has to wait until there is one again; zero if there is. */
    Duration wait(String whose) {
        return most == 0 ? Duration.ZERO
                : Duration.ofNanos(buckets.get(whose).estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** As the header {@code RateLimit-Policy} has it. */
    String policy() {
        return "\"" + name + "\";q=" + most + ";w=" + period.toSeconds();
    }

    /** As the header {@code RateLimit} has it. */
    String state(ConsumptionProbe probe) {
        return "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t="
                + TooMany.seconds(Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    long most() {
        return most;
    }
}
