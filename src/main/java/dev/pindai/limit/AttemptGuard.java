package dev.pindai.limit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.KeyAuthentication;
import dev.pindai.security.ScanLinkHeader;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Looks at no key from an address that sent too many wrong ones, be it right: whoever tries is not to learn it. A key that
 * came from there before and was right is looked at all the same. Sign-ins and scan links are counted by {@link LookupLimit}:
 * one that is over is no wrong key.
 */
@Singleton
class AttemptGuard {

    /** Before authentication (200); after other sites were told whether they may ask (300). */
    private static final int PRIORITY = 290;
    private static final List<String> CREDENTIALS = List.of("X-Api-Key", "Authorization");
    private static final String SIGN_IN = "/login";

    private final Counted counted;
    private final FailedAttempts attempts;
    private final TooMany tooMany;
    private final KnownCallers known = new KnownCallers();

    AttemptGuard(Counted counted, FailedAttempts attempts, TooMany tooMany) {
        this.counted = counted;
        this.attempts = attempts;
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
        var wait = attempts.wait(address.get());
        if (wait.isPositive() && known.find(address.get(), shown.get()).isEmpty()) {
            tooMany.refuse(context, "attempts", wait, "Too many wrong keys came from your address.");
            return;
        }
        context.addHeadersEndHandler(answered -> learn(context, address.get(), shown.get()));
        context.next();
    }

    private void learn(RoutingContext context, String address, String shown) {
        if (context.response().getStatusCode() == 401 || isFailedSignIn(context)) {
            attempts.count(address);
        } else if (isSeen(context)) {
            Counted.caller(context).ifPresent(caller -> known.remember(address, shown, caller));
        }
    }

    /** What a request shows to be let in; empty if it shows nothing. */
    private static Optional<String> shown(RoutingContext context) {
        var request = context.request();
        if (isSignIn(context)) {
            return Optional.of(SIGN_IN);
        }
        var words = Stream.concat(CREDENTIALS.stream().map(request::getHeader), Stream.of(request.getParam("ticket")))
                .filter(Objects::nonNull).toList();
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static boolean isSignIn(RoutingContext context) {
        return context.request().method() == HttpMethod.POST && context.normalizedPath().equals(SIGN_IN);
    }

    /**
     * Whether it was the key by which the caller is known. What a form shows is not looked at here: one sign-in that went well
     * would let in all others from there. Where a scan link or a sign-in counts, nobody has looked at the key.
     */
    private static boolean isSeen(RoutingContext context) {
        return !isSignIn(context) && KeyAuthentication.isShown(context) && ScanLinkHeader.of(context).isEmpty();
    }

    /** It leads back to the form. */
    private static boolean isFailedSignIn(RoutingContext context) {
        var next = context.response().headers().get("Location");
        return isSignIn(context) && next != null && next.startsWith(SIGN_IN + "?error=");
    }
}
