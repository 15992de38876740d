package dev.pindai.limit;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.github.bucket4j.ConsumptionProbe;
import io.vertx.ext.web.RoutingContext;

/** Counts the requests of each caller, and of each address those of whoever shows no key. */
@Singleton
class RequestLimits {

    /** After authentication (200), which says who it is; before anything that costs. */
    private static final int PRIORITY = 170;

    private final Counted counted;
    private final TooMany tooMany;
    private final RequestQuotas quotas;
    private final LookupLimit lookups;

    RequestLimits(Counted counted, TooMany tooMany, RequestQuotas quotas, LookupLimit lookups) {
        this.counted = counted;
        this.tooMany = tooMany;
        this.quotas = quotas;
        this.lookups = lookups;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var address = counted.address(context);
        var caller = Counted.caller(context);
        address.ifPresent(from -> lookups.looked(context, from, caller));
        if (address.isEmpty() || Counted.isFree(context)) {
            context.next();
        } else if (caller.isPresent()) {
            count(context, quotas.callers(), quotas.callers().take(caller.get()));
        } else {
            count(context, quotas.strangers(), quotas.take(context, address.get()));
        }
    }

    private void count(RoutingContext context, Quota quota, Optional<ConsumptionProbe> taken) {
        if (taken.isPresent() && !taken.get().isConsumed()) {
            tooMany.refuse(context, quota, taken.get());
            return;
        }
        taken.ifPresent(state -> quota.tell(context, state));
        context.next();
    }
}
