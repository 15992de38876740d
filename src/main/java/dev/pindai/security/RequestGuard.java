package dev.pindai.security;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.http.ClientAddress;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Guards what path permissions and the resources' own don't: sockets, whose handler answers before those are asked (whoever
 * opens one hears what happens, so it takes {@link Scope#READ}), and requests that other sites make a signed-in browser send.
 */
@Singleton
public class RequestGuard {

    /** After authentication (200), which says who it is; before permissions and the socket handler (100). */
    private static final int PRIORITY = 150;
    private static final String OPEN_SOCKETS = "/sandbox/web/";
    /** Open to all, since its clients can show the key only in their first message; see {@link Callers}. */
    private static final Set<String> OPEN_DOORS = Set.of("/socket.io", "/socket.io/");
    private static final String HANDSHAKE = "Sec-WebSocket-";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final OriginPolicy origins;

    RequestGuard(OriginPolicy origins) {
        this.origins = origins;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var source = source(context);
        if (isOpenDoor(context)) {
            checkKnock(context);
        } else if (isUpgrade(context)) {
            checkUpgrade(context, source);
        } else if (source == Credential.Source.COOKIE && !SAFE.contains(context.request().method())
                && !origins.mayChange(context.request())) {
            Refusal.crossOrigin(context);
        } else {
            context.next();
        }
    }

    private void checkUpgrade(RoutingContext context, Credential.Source source) {
        if (isOpen(context)) {
            context.next();
        } else if (source == null) {
            Refusal.unauthorized(context);
        } else if (!origins.mayConnect(context.request(), source)) {
            Refusal.crossOrigin(context);
        } else if (!identity(context).orElseThrow().hasRole(Roles.READ)) {
            Refusal.scopeMissing(context, Scope.READ);
        } else {
            context.next();
        }
    }

    private void checkKnock(RoutingContext context) {
        if (origins.mayKnock(context.request())) {
            context.next();
        } else {
            Refusal.crossOrigin(context);
        }
    }

    /** Whether anybody may knock here, since who they are is told inside. */
    public static boolean isOpenDoor(RoutingContext context) {
        return OPEN_DOORS.contains(context.normalizedPath()) && context.normalizedPath().equals(context.request().path());
    }

    /** The simulated page's own socket. The path must say so both as sent and as read: no way around by dots. */
    private static boolean isOpen(RoutingContext context) {
        return context.normalizedPath().startsWith(OPEN_SOCKETS) && context.normalizedPath().equals(context.request().path());
    }

    /**
     * Whether this may become a socket. The socket handler does not look at what {@code Upgrade} says, only at the headers of
     * the handshake, so those count; an upgrade to HTTP/2, which some clients offer with each request, is none.
     */
    static boolean isUpgrade(RoutingContext context) {
        var headers = context.request().headers();
        return headers.contains("Upgrade", "websocket", true)
                || headers.names().stream().anyMatch(name -> name.regionMatches(true, 0, HANDSHAKE, 0, HANDSHAKE.length()));
    }

    /** Null for whoever is anonymous. */
    private static Credential.Source source(RoutingContext context) {
        return identity(context).<Credential.Source> map(known -> known.getAttribute(Identities.SOURCE))
                .orElse(null);
    }

    /** From where the request came, as an IP address; a proxy's word for it where proxies are trusted. */
    public static String address(RoutingContext context) {
        return ClientAddress.of(context).getHostAddress();
    }

    /** Empty for whoever is anonymous. */
    public static Optional<SecurityIdentity> identity(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user && !user.getSecurityIdentity().isAnonymous()
                ? Optional.of(user.getSecurityIdentity())
                : Optional.empty();
    }
}
