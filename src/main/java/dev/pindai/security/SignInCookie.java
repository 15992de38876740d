package dev.pindai.security;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;

/** The pages' cookie: out of reach for scripts and for requests that other sites cause. */
final class SignInCookie {

    static final String NAME = "pindai_session";

    private SignInCookie() {
    }

    static String read(RoutingContext context) {
        var cookie = context.request().getCookie(NAME);
        return cookie == null ? null : cookie.getValue();
    }

    static void write(RoutingContext context, String token) {
        context.response().addCookie(with(context, token));
    }

    static void remove(RoutingContext context) {
        context.response().addCookie(with(context, "").setMaxAge(0));
    }

    private static Cookie with(RoutingContext context, String value) {
        return Cookie.cookie(NAME, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure("https".equals(context.request().scheme()));
    }
}
