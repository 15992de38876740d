package dev.pindai.event.webhook.net;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One POST.
 *
 * @param url http or https, without a login or fragment
 * @param headers all but {@code Host} and {@code Content-Length}
 * @param timeout from now to the end of the answer
 */
public record HookRequest(URI url, Map<String, String> headers, byte[] body, Duration timeout) {

    boolean tls() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** A name, or an address without brackets. */
    String host() {
        return url.getHost().replaceAll("^\\[|]$", "");
    }

    /** The same as it is written in an address. */
    String writtenHost() {
        return url.getHost();
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : tls() ? 443 : 80;
    }

    String target() {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** Headers may hold secrets, and so may an address. */
    @Override
    public String toString() {
        return "HookRequest[" + host() + ":" + port() + "]";
    }
}
