package dev.pindai.event.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import dev.pindai.event.webhook.net.HookResult;
import dev.pindai.event.webhook.net.HookResult.Trouble;

/**
 * What follows from a try.
 *
 * @param nextAt when it is tried again; null where it is not
 * @param reason null for a success
 * @param detail for people; null for a success
 */
record Verdict(DeliveryStatus status, Instant nextAt, DeliveryReason reason, String detail) {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final int GONE = 410;

    /**
     * The rules of trying again, for one try.
     *
     * @param tries made since it was queued, this one included
     * @param maxRetryAfter longest pause that a receiver may ask for
     * @param random from 0 to below 1
     */
    record Terms(Retries retries, int tries, Instant queuedAt, Duration maxRetryAfter, double random) {
    }

    static Verdict of(HookResult result, Terms terms, Instant now) {
        return switch (result) {
            case HookResult.Answer answer -> of(answer, terms, now);
            case HookResult.Silence silence when silence.trouble() == Trouble.ADDRESS_REFUSED ->
                dead(DeliveryReason.ADDRESS_REFUSED, silence.detail());
            case HookResult.Silence silence -> again(DeliveryReason.of(silence.trouble()), silence.detail(), Duration.ZERO,
                    terms, now);
        };
    }

    private static Verdict of(HookResult.Answer answer, Terms terms, Instant now) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Verdict(DeliveryStatus.DELIVERED, null, null, null);
        }
        if (status >= 300 && status < 400) {
            return dead(DeliveryReason.REDIRECT,
                    "It answered " + status + ": redirects are not followed, give the address itself");
        }
        if (status == GONE) {
            return dead(DeliveryReason.GONE, "It answered 410: it wants no more events");
        }
        var words = "It answered " + status;
        if (status >= 500 || PASSING.contains(status)) {
            var asked = RetryAfter.read(answer.headers().get("retry-after"), now).orElse(Duration.ZERO);
            return again(DeliveryReason.HTTP_STATUS, words,
                    asked.compareTo(terms.maxRetryAfter()) > 0 ? terms.maxRetryAfter() : asked, terms, now);
        }
        return dead(DeliveryReason.HTTP_STATUS, words);
    }

    private static Verdict again(DeliveryReason reason, String detail, Duration atLeast, Terms terms, Instant now) {
        if (terms.tries() >= terms.retries().attempts()) {
            return dead(reason, detail + "; that was try " + terms.tries() + " of " + terms.retries().attempts());
        }
        var pause = terms.retries().pause(terms.tries(), terms.random());
        var next = now.plus(pause.compareTo(atLeast) < 0 ? atLeast : pause);
        if (next.isAfter(terms.queuedAt().plus(terms.retries().total()))) {
            return dead(reason, detail + "; the time for further tries is over");
        }
        return new Verdict(DeliveryStatus.PENDING, next, reason, detail);
    }

    private static Verdict dead(DeliveryReason reason, String detail) {
        return new Verdict(DeliveryStatus.DEAD, null, reason, detail);
    }
}
