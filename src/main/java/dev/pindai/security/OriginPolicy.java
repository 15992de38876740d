package dev.pindai.security;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * Which sites may speak for somebody who is signed in. A browser adds the cookie to any site's request, so with it only our
 * own pages may; whoever sends the key in a header has it anyway, so there the CORS allow list counts.
 */
@Singleton
public class OriginPolicy {

    private final List<String> allowList;

    @Inject
    OriginPolicy(@ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> allowList) {
        this(allowList.orElse(List.of()));
    }

    OriginPolicy(List<String> allowList) {
        this.allowList = List.copyOf(allowList);
    }

    /** Whether a request that changes something may be made with the cookie. */
    public boolean mayChange(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        return origin == null ? "same-origin".equals(request.getHeader("Sec-Fetch-Site")) : isOwn(origin, host(request));
    }

    /** Whether this request may open a socket. Browsers always send an Origin for one; other programs need none. */
    boolean mayConnect(HttpServerRequest request, Credential.Source source) {
        var origin = request.getHeader("Origin");
        if (source == Credential.Source.COOKIE) {
            return origin != null && isOwn(origin, host(request));
        }
        return origin == null || isOwn(origin, host(request)) || allowList.contains(origin) || allowList.contains("*");
    }

    /** Whether a request to an open door comes from a page that may speak there at all; the key is asked for inside. */
    boolean mayKnock(HttpServerRequest request) {
        return mayConnect(request, Credential.Source.HEADER);
    }

    /**
     * Whether the cookie counts in a request to an open door. What only reads needs no Origin, since browsers leave it out
     * there: another site could cause such a request, but never see its answer.
     */
    boolean mayUseCookie(HttpServerRequest request, boolean upgrade) {
        if (request.method() == HttpMethod.GET && !upgrade) {
            var origin = request.getHeader("Origin");
            return origin == null || isOwn(origin, host(request));
        }
        return upgrade ? mayConnect(request, Credential.Source.COOKIE) : mayChange(request);
    }

    private static String host(HttpServerRequest request) {
        return request.authority() == null ? request.getHeader("Host") : request.authority().toString();
    }

    /** Whether this origin is where the request went. The scheme is left to the proxy in front, which may end TLS. */
    static boolean isOwn(String origin, String host) {
        try {
            var uri = URI.create(origin);
            return host != null && uri.getAuthority() != null && withoutDefaultPort(uri.getAuthority(), uri.getScheme())
                    .equalsIgnoreCase(withoutDefaultPort(host, uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutDefaultPort(String authority, String scheme) {
        var suffix = "https".equals(scheme) ? ":443" : ":80";
        return authority.endsWith(suffix) ? authority.substring(0, authority.length() - suffix.length()) : authority;
    }
}
