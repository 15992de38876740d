package dev.pindai.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Looks at no key from an address that sent too many wrong ones, be it right: whoever tries is not to learn it. A key that
 * came from there before and was right is looked at all the same, so that a neighbour's mistakes stop nobody who is at work.
 * Cookies and scan links are not counted: a sign-in or a link that is over is no wrong key.
 */
@Singleton
class AttemptGuard {

    /** Before authentication (200); after other sites were told whether they may ask (300). */
    private static final int PRIORITY = 290;
    private static final List<String> CREDENTIALS = List.of("X-Api-Key", "Authorization");
    private static final String SIGN_IN = "/login";
    private static final int REMEMBERED = 10_000;

    private final Counted counted;
    private final FailedAttempts attempts;
    private final TooMany tooMany;
    /** Hashes of an address and a right key. */
    private final Cache<String, Boolean> known = Caffeine.newBuilder().maximumSize(REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1)).build();

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
        var pair = hash(address.get() + " " + shown.get());
        if (wait.isPositive() && known.getIfPresent(pair) == null) {
            tooMany.refuse(context, "attempts", wait, "Too many wrong keys came from your address.");
            return;
        }
        context.addHeadersEndHandler(answered -> learn(context, address.get(), pair));
        context.next();
    }

    private void learn(RoutingContext context, String address, String pair) {
        if (context.response().getStatusCode() == 401 || isFailedSignIn(context)) {
            attempts.count(address);
        } else if (!isSignIn(context) && Counted.caller(context).isPresent()) {
            // What a form shows is not looked at here: one sign-in that went well would let in all others from there.
            known.put(pair, true);
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

    /** It leads back to the form. */
    private static boolean isFailedSignIn(RoutingContext context) {
        var next = context.response().headers().get("Location");
        return isSignIn(context) && next != null && next.startsWith(SIGN_IN + "?error=");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
