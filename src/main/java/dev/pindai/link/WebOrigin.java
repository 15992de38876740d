package dev.pindai.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a web address leads: scheme, host and port, as a browser compares them.
 *
 * @param scheme http or https
 * @param host in lower case
 * @param port -1 for the scheme's own
 */
record WebOrigin(String scheme, String host, int port) {

    /** The origin of an address; empty for one that is not of the web, or hides where it leads behind a login. */
    static Optional<WebOrigin> of(String address) {
        try {
            var uri = new URI(address);
            var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            var port = uri.getPort() == (scheme.equals("http") ? 80 : 443) ? -1 : uri.getPort();
            return Optional.of(new WebOrigin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** An origin and nothing more, as it stands in a list of them. */
    static Optional<WebOrigin> exactly(String text) {
        return of(text).filter(origin -> text.equalsIgnoreCase(origin.toString())
                || text.equalsIgnoreCase(
                        origin.scheme + "://" + origin.host + ":" + (origin.scheme.equals("http") ? 80 : 443)));
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (port == -1 ? "" : ":" + port);
    }
}
