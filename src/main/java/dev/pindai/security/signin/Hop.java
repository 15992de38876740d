package dev.pindai.security.signin;

import io.vertx.ext.web.RoutingContext;

/**
 * A page that does nothing but lead on. A browser that was sent here by another site leaves the pages' cookie out, also where
 * it
 * is redirected; what one of our own pages asks for, it asks with the cookie.
 */
final class Hop {

    private Hop() {
    }

    /** Whether somebody followed a link on another site. */
    static boolean isNeeded(RoutingContext context) {
        var headers = context.request().headers();
        return headers.contains("Sec-Fetch-Mode", "navigate", true) && headers.contains("Sec-Fetch-Site", "cross-site", true);
    }

    /** @param address where to: a path of ours, or an address that nobody but us has made */
    static void to(RoutingContext context, String address) {
        context.response().setStatusCode(200)
                .putHeader("Content-Type", "text/html; charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .end(page(address));
    }

    static String page(String address) {
        var escaped = address.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;");
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Pindai</title>"
                + "<meta http-equiv=\"refresh\" content=\"0;url=" + escaped + "\">"
                + "<p><a href=\"" + escaped + "\">Pindai</a></p></html>";
    }
}
