package dev.pindai.security.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Caller;
import dev.pindai.security.KeyHolders;
import dev.pindai.security.OriginPolicy;
import dev.pindai.security.Refusal;
import dev.pindai.security.RequestGuard;
import dev.pindai.security.Tokens;
import dev.pindai.shared.Problem;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Signing in to the pages with a key, and out of them. Routes rather than a resource: the page at {@code GET /login} belongs to
 * the pages, and one path can't be shared between resources.
 */
@Singleton
class SignInRoutes {

    static final String LOGIN = "/login";
    static final String LOGOUT = "/logout";
    private static final long FORM_LIMIT = 8192;

    private final KeyHolders holders;
    private final SignIns signIns;
    private final OriginPolicy origins;

    SignInRoutes(KeyHolders holders, SignIns signIns, OriginPolicy origins) {
        this.holders = holders;
        this.signIns = signIns;
        this.origins = origins;
    }

    void register(@Observes Router router) {
        router.get(LOGIN).handler(this::skipIfSignedIn);
        exactly(router, LOGIN).handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT)).handler(this::signIn);
        exactly(router, LOGOUT).handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT)).handler(this::signOut);
    }

    /** A route for a path also takes the path with a slash at its end, by which no guard and no limit would know it. */
    private static Route exactly(Router router, String path) {
        return router.postWithRegex(Pattern.quote(path)).useNormalizedPath(true);
    }

    /** Nobody who is in already needs the form; in dev mode this is how a page comes back after a restart. */
    private void skipIfSignedIn(RoutingContext context) {
        if (RequestGuard.identity(context).isPresent()) {
            redirect(context, LocalPath.orHome(context.request().getParam("next")));
        } else {
            context.next();
        }
    }

    private void signIn(RoutingContext context) {
        var request = context.request();
        var key = Optional.ofNullable(request.getFormAttribute("key")).orElse("").strip();
        if (request.getHeader("Origin") != null && !origins.mayChange(request)) {
            Refusal.crossOrigin(context);
        } else {
            var before = SignInCookie.read(context);
            var visit = Visit.of(context);
            blocking(context, () -> holders.find(key, visit.address()).map(caller -> {
                before.ifPresent(signIns::end);
                Caller.signedIn(context, caller);
                return signIns.open(caller, Tokens.sha256(key), visit);
            }), token -> answer(context, token));
        }
    }

    private static void answer(RoutingContext context, Optional<SignInToken> token) {
        var next = LocalPath.orHome(context.request().getFormAttribute("next"));
        token.ifPresentOrElse(opened -> {
            SignInCookie.write(context, opened);
            redirect(context, next);
        }, () -> {
            context.put(Problem.NOTED, "WRONG_KEY");
            redirect(context, "/login?error=wrong&next=" + LocalPath.encoded(next));
        });
    }

    private void signOut(RoutingContext context) {
        if (CsrfGuard.passes(context)) {
            blocking(context, () -> SignInCookie.read(context).flatMap(signIns::end), elsewhere -> {
                SignInCookie.remove(context);
                elsewhere.ifPresentOrElse(provider -> Hop.to(context, provider + back(context)),
                        () -> redirect(context, LOGIN));
            });
        }
    }

    /** A page's own policy keeps its forms from being led to another site, so a page of ours leads there, and says where to. */
    private static String back(RoutingContext context) {
        var request = context.request();
        return "&post_logout_redirect_uri="
                + URLEncoder.encode(request.scheme() + "://" + request.authority() + LOGIN, StandardCharsets.UTF_8);
    }

    private static <T> void blocking(RoutingContext context, Supplier<T> work, Consumer<T> then) {
        context.vertx().executeBlocking(work::get, false).onSuccess(then::accept).onFailure(context::fail);
    }

    static void redirect(RoutingContext context, String location) {
        context.response().setStatusCode(303).putHeader("Cache-Control", "no-store").putHeader("Location", location).end();
    }
}
