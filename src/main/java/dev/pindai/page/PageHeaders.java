package dev.pindai.page;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Headers of every page: a policy that lets nothing in but our own files, no caching, and the chosen language. What every
 * answer has, whoever gives it, is added before.
 */
class PageHeaders {

    // Bootstrap's style sheet draws its small symbols from data: images; the server's QR picture is a blob.
    private static final String POLICY = String.join("; ", "default-src 'self'", "img-src 'self' data: blob:",
            "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'");

    /** What a page asks of a browser: to copy a text, and nothing else. */
    private static final String PERMISSIONS = Stream
            .of("accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid",
                    "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb")
            .map(name -> name + "=()").collect(Collectors.joining(", "));

    /** Pages whose address is a secret, for people who are nobody's users: it goes nowhere, and no cookie is set. */
    private static final String SCAN = "/scan/";

    @ServerResponseFilter(priority = 100)
    void add(ContainerRequestContext request, ContainerResponseContext response) {
        var type = response.getMediaType();
        if (type == null || !MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            return;
        }
        var headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", POLICY);
        var scan = request.getUriInfo().getPath().startsWith(SCAN);
        headers.putSingle("Referrer-Policy", scan ? "no-referrer" : "same-origin");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Permissions-Policy", PERMISSIONS);
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.add(HttpHeaders.VARY, "Accept-Language, Cookie");
        if (scan) {
            headers.putSingle("X-Robots-Tag", "noindex, nofollow");
        } else {
            remember(request, headers);
        }
    }

    private static void remember(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
        var chosen = request.getUriInfo().getQueryParameters().getFirst("lang");
        for (var language : Language.values()) {
            if (language.tag().equals(chosen)) {
                headers.add(HttpHeaders.SET_COOKIE, new NewCookie.Builder(Visitor.LANGUAGE_COOKIE).value(chosen).path("/")
                        .maxAge((int) Duration.ofDays(365).toSeconds()).httpOnly(true).sameSite(NewCookie.SameSite.LAX)
                        .build());
            }
        }
    }
}
