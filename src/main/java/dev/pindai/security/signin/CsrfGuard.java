package dev.pindai.security.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Refusal;
import dev.pindai.security.RequestGuard;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a call that changes something and comes with the pages' cookie only pass if it brings the token of the page it comes
 * from. Where it comes from was looked at before, in {@link RequestGuard}: what one of the two misses, the other stops. Whoever
 * shows a key needs no token: no browser adds a key by itself.
 */
@Singleton
class CsrfGuard {

    /** After the {@link RequestGuard} (150), before any handler. */
    private static final int PRIORITY = 140;
    private static final String HEADER = "X-CSRF-Token";
    /** What a form has instead of a header. */
    private static final String FIELD = "csrf";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    /** Their routes read the form first: the one asks by itself, the other is for people who have no token yet. */
    private static final Set<String> FORMS = Set.of(SignInRoutes.LOGIN, SignInRoutes.LOGOUT);

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (SAFE.contains(context.request().method()) || RequestGuard.isOpenDoor(context)
                || FORMS.contains(context.normalizedPath()) || passes(context)) {
            context.next();
        }
    }

    /** Whether this request brings the right token, or needs none; if not, it is answered with the refusal. */
    static boolean passes(RoutingContext context) {
        var signedIn = RequestGuard.identity(context).flatMap(SignedIn::of);
        if (signedIn.isEmpty()) {
            return true;
        }
        var header = context.request().getHeader(HEADER);
        var brought = header == null ? context.request().getFormAttribute(FIELD) : header;
        if (brought == null || brought.isBlank()) {
            Refusal.send(context, 403, "CSRF_TOKEN_MISSING",
                    "A change that comes with the pages' cookie has to bring the token "
                            + "of its page in the header " + HEADER + ". Programs send a key in the header X-Api-Key instead.");
            return false;
        }
        if (!MessageDigest.isEqual(bytes(brought), bytes(signedIn.get().csrf()))) {
            Refusal.send(context, 403, "CSRF_TOKEN_WRONG",
                    "The page that this comes from belongs to an earlier sign-in. Load it "
                            + "again, then try once more.");
            return false;
        }
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
