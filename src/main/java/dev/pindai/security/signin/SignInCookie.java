package dev.pindai.security.signin;

import java.util.Optional;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

/**
 * The pages' cookie: out of reach for scripts and for requests that other sites cause. Over TLS its name says to browsers that
 * nobody but this very host may set it, and never over a plain connection.
 */
public final class SignInCookie {

    private static final String NAME = "pindai_session";
    private static final String SECURE_NAME = "__Host-" + NAME;

    private SignInCookie() {
    }

    static Optional<SignInToken> read(RoutingContext context) {
        var cookie = context.request().getCookie(name(context));
        return cookie == null ? Optional.empty() : SignInToken.of(cookie.getValue());
    }

    /** What a request shows that can be a sign-in's, be it one or not. */
    public static Optional<String> shown(RoutingContext context) {
        return read(context).map(SignInToken::text);
    }

    static void write(RoutingContext context, SignInToken token) {
        context.response().addCookie(with(context, token.text()));
    }

    static void remove(RoutingContext context) {
        context.response().addCookie(with(context, "").setMaxAge(0));
    }

    /** Behind a proxy, its word for it counts where it is trusted. */
    private static boolean isSecure(RoutingContext context) {
        return "https".equals(context.request().scheme());
    }

    private static String name(RoutingContext context) {
        return isSecure(context) ? SECURE_NAME : NAME;
    }

    private static Cookie with(RoutingContext context, String value) {
        return Cookie.cookie(name(context), value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(isSecure(context));
    }
}
