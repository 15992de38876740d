package dev.pindai.limit;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.ext.web.RoutingContext;

/**
 * So many in so long a time, for each of many: what is used up comes back steadily. Those who were not there for a while are
 * forgotten, as are the longest unseen where there are too many.
 */
final class Quota {

    /** Some 500 bytes each. */
    private static final int REMEMBERED = 100_000;

    private final String name;
    private final String who;
    private final long most;
    private final Duration period;
    private final LoadingCache<String, Bucket> buckets;

    /**
     * @param name of the policy, for the clients
     * @param who uses it up, as a sentence begins that says what is too much
     * @param most 0 for no limit
     */
    Quota(String name, String who, long most, Duration period) {
        this.name = name;
        this.who = who;
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

    /** What somebody has to wait for who has none left; empty for everybody else. Takes nothing. */
    Optional<ConsumptionProbe> lacking(String whose) {
        if (wait(whose).isZero()) {
            return Optional.empty();
        }
        return take(whose).filter(state -> !state.isConsumed());
    }

    /** One that was taken is not used. */
    void giveBack(String whose) {
        if (most > 0) {
            buckets.get(whose).addTokens(1);
        }
    }

    /** Tells the client how much of it is left. */
    void tell(RoutingContext context, ConsumptionProbe probe) {
        context.response().putHeader("RateLimit-Policy", "\"" + name + "\";q=" + most + ";w=" + period.toSeconds())
                .putHeader("RateLimit", "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t="
                        + TooMany.seconds(Duration.ofNanos(probe.getNanosToWaitForReset())));
    }

    String name() {
        return name;
    }

    /** What is too much, as a sentence. */
    String sentence() {
        return who + " more than " + most + " requests a minute.";
    }
}
