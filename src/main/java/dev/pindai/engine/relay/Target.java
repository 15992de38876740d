package dev.pindai.engine.relay;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Where the browser wants to go; the host stays a name, which only the proxy resolves. */
record Target(String host, int port) {

    /** The host and port of an http or https address. */
    static Target of(URI address) {
        int port = address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        return new Target(bare(address.getHost()), port);
    }

    /** What a CONNECT request names, such as {@code web.whatsapp.com:443} or {@code [::1]:443}. */
    static Optional<Target> ofAuthority(String authority) {
        int colon = authority.lastIndexOf(':');
        if (colon < 1 || !authority.substring(colon + 1).matches("\\d{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(authority.substring(colon + 1));
        return port < 1 || port > 65535 ? Optional.empty() : Optional.of(new Target(bare(authority.substring(0, colon)), port));
    }

    private static String bare(String host) {
        return (host.startsWith("[") ? host.substring(1, host.length() - 1) : host).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
