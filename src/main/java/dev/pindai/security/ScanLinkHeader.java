package dev.pindai.security;

import java.util.Optional;

import io.vertx.ext.web.RoutingContext;

/** Where the token of a scan link stands. It counts below {@code /api/scan} only; everywhere else it is nothing. */
public final class ScanLinkHeader {

    private static final String NAME = "X-Scan-Link";
    private static final String DOOR = "/api/scan";

    private ScanLinkHeader() {
    }

    /** What a request shows as such a token, be it one or not. */
    public static Optional<String> of(RoutingContext context) {
        return isDoor(context) ? Optional.ofNullable(context.request().getHeader(NAME)) : Optional.empty();
    }

    /** The path must say so both as sent and as read: no way around by dots. */
    private static boolean isDoor(RoutingContext context) {
        var path = context.normalizedPath();
        return path.equals(context.request().path()) && (path.equals(DOOR) || path.startsWith(DOOR + "/"));
    }
}
