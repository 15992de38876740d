package dev.pindai.limit;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.ext.web.RoutingContext;

/** Counts the requests of each caller, and of each address those of whoever shows no key. */
@Singleton
class RequestLimits {

    /** After authentication (200), which says who it is; before anything that costs. */
    private static final int PRIORITY = 170;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Counted counted;
    private final TooMany tooMany;
    private final Quota callers;
    private final Quota strangers;

    RequestLimits(LimitConfig config, Counted counted, TooMany tooMany) {
        this.counted = counted;
        this.tooMany = tooMany;
        this.callers = new Quota("caller", config.requestsPerCaller(), MINUTE);
        this.strangers = new Quota("address", config.requestsPerAddress(), MINUTE);
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var address = counted.address(context);
        if (address.isEmpty() || Counted.isFree(context)) {
            context.next();
            return;
        }
        var caller = Counted.caller(context);
        if (caller.isPresent()) {
            count(context, callers, caller.get(), "caller", "Your key makes");
        } else {
            count(context, strangers, address.get(), "address", "From your address come");
        }
    }

    private void count(RoutingContext context, Quota quota, String whose, String limit, String who) {
        var probe = quota.take(whose);
        probe.ifPresent(state -> context.response().putHeader("RateLimit-Policy", quota.policy())
                .putHeader("RateLimit", quota.state(state)));
        if (probe.isEmpty() || probe.get().isConsumed()) {
            context.next();
        } else {
            tooMany.refuse(context, limit, Duration.ofNanos(probe.get().getNanosToWaitForRefill()),
                    who + " more than " + quota.most() + " requests a minute.");
        }
    }
}
