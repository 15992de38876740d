package dev.pindai.limit;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.KeyAuthentication;
import dev.pindai.security.ScanLinkHeader;
import dev.pindai.security.signin.SignInCookie;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.ext.web.RoutingContext;

/**
 * Counts whoever shows a sign-in or a scan link as a stranger until it was found: to look for a made-up one costs as much as
 * for
 * a right one, and neither is a wrong key, of which a few are too many. What was right from the same address is looked for
 * whatever others there do, as often as its caller may ask.
 */
@Singleton
class LookupLimit {

    /** Before authentication (200), which looks into the database. */
    private static final int PRIORITY = 285;
    /** Nothing is looked for there. */
    private static final String ASSETS = "/assets/";
    private static final int UNAUTHORIZED = 401;

    private final Counted counted;
    private final RequestQuotas quotas;
    private final TooMany tooMany;
    private final KnownCallers known = new KnownCallers();

    LookupLimit(Counted counted, RequestQuotas quotas, TooMany tooMany) {
        this.counted = counted;
        this.quotas = quotas;
        this.tooMany = tooMany;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var shown = shown(context);
        var address = counted.address(context);
        if (shown.isEmpty() || address.isEmpty()) {
            context.next();
            return;
        }
        var caller = known.find(address.get(), shown.get());
        var refused = caller.isPresent() ? quotas.callers().lacking(caller.get())
                : quotas.take(context, address.get()).filter(taken -> !taken.isConsumed());
        if (refused.isPresent()) {
            tooMany.refuse(context, caller.isPresent() ? quotas.callers() : quotas.strangers(), refused.get());
            return;
        }
        caller.ifPresent(unused -> context.addHeadersEndHandler(answered -> {
            // Nothing after authentication is asked then.
            if (context.response().getStatusCode() == UNAUTHORIZED) {
                known.forget(address.get(), shown.get());
            }
        }));
        context.next();
    }

    /** It was looked for. */
    void looked(RoutingContext context, String address, Optional<String> caller) {
        caller.ifPresent(unused -> quotas.giveBack(context, address));
        shown(context).ifPresent(shown -> caller.ifPresentOrElse(name -> known.remember(address, shown, name),
                () -> known.forget(address, shown)));
    }

    /** The one that authentication looks for: a scan link before a key, and a key before a sign-in. */
    private static Optional<String> shown(RoutingContext context) {
        if (context.normalizedPath().startsWith(ASSETS)) {
            return Optional.empty();
        }
        return ScanLinkHeader.of(context).map(link -> "link " + link)
                .or(() -> KeyAuthentication.isShown(context) ? Optional.empty()
                        : SignInCookie.shown(context).map(cookie -> "cookie " + cookie));
    }
}
