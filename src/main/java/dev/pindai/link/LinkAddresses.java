package dev.pindai.link;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;

/** Where scan links lead: to Pindai as people reach it, and afterwards back to sites that are allowed. */
@Singleton
class LinkAddresses {

    private static final String PATH = "/scan/";

    private final Optional<String> base;
    private final Set<WebOrigin> returns;

    LinkAddresses(LinkConfig config) {
        base = config.baseUrl().map(LinkAddresses::base);
        returns = config.returnOrigins().orElse(List.of()).stream().map(LinkAddresses::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A setting that is wrong is told at the start, not to the first customer. */
    void atStart(@Observes StartupEvent event) {
        // Read by the constructor.
    }

    private static String base(String address) {
        var stripped = address.strip().replaceFirst("/+$", "");
        if (WebOrigin.of(stripped).isEmpty() || stripped.contains("?") || stripped.contains("#")) {
            throw new IllegalStateException("pindai.link.base-url is '" + address
                    + "': it must be where people reach Pindai, such as https://wa.example.com");
        }
        return stripped;
    }

    private static WebOrigin origin(String text) {
        return WebOrigin.exactly(text.strip()).orElseThrow(() -> new IllegalStateException("pindai.link.return-origins has '"
                + text + "': each must be an origin, such as https://shop.example.com, without a path"));
    }

    /**
     * The address that is sent to somebody.
     *
     * @param request where the request for it went, used unless another is configured
     */
    String of(String token, URI request) {
        return base.orElseGet(() -> request.getScheme() + "://" + request.getRawAuthority()) + PATH + token;
    }

    /**
     * Whether people may be sent there; null may.
     *
     * @throws dev.pindai.shared.ProblemException 400 {@code RETURN_URL_NOT_ALLOWED}
     */
    void checkReturn(String url) {
        if (url != null) {
            var origin = WebOrigin.of(url).orElseThrow(ScanLinkProblems::badReturnUrl);
            if (!returns.contains(origin)) {
                throw ScanLinkProblems.returnNotAllowed(origin);
            }
        }
    }
}
