package dev.pindai.limit;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.github.bucket4j.ConsumptionProbe;
import io.vertx.ext.web.RoutingContext;

/** The requests a minute of each caller, and of each address those of whom it is not known who they are. */
@Singleton
class RequestQuotas {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String TAKEN = "pindai.limit.stranger";

    private final Quota callers;
    private final Quota strangers;

    RequestQuotas(LimitConfig config) {
        this.callers = new Quota("caller", "Your key makes", config.requestsPerCaller(), MINUTE);
        this.strangers = new Quota("address", "From your address come", config.requestsPerAddress(), MINUTE);
    }

    Quota callers() {
        return callers;
    }

    Quota strangers() {
        return strangers;
    }

    /**
     * Takes one of an address for this request, which it does once however often it is asked; empty where there is no limit.
     */
    Optional<ConsumptionProbe> take(RoutingContext context, String address) {
        Optional<ConsumptionProbe> taken = context.get(TAKEN);
        if (taken == null) {
            taken = strangers.take(address);
            context.put(TAKEN, taken);
        }
        return taken;
    }

    /** The request turned out to be no stranger's. */
    void giveBack(RoutingContext context, String address) {
        if (context.remove(TAKEN) != null) {
            strangers.giveBack(address);
        }
    }
}
