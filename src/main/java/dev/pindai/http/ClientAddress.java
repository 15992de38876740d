package dev.pindai.http;

import java.net.InetAddress;
import java.util.List;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * From where a request comes. Proxies append the address that they see to a list which their client may have begun, so of that
 * list only what trusted proxies wrote counts: from its end, up to the first address that is no trusted proxy. Quarkus, which
 * takes the first of the list, can be told anything by a client of a proxy that appends; so this is to be asked, and not the
 * request.
 */
@Singleton
public class ClientAddress {

    /** Before whoever asks for it. */
    private static final int FIRST = 1900;
    private static final String FOUND = "pindai.client-address";

    private final AddressRanges proxies;
    private final boolean standard;

    @Inject
    ClientAddress(HttpConfig config) {
        this(AddressRanges.of("pindai.http.trusted-proxies", config.trustedProxies()), config.forwardedHeader());
    }

    ClientAddress(AddressRanges proxies, boolean standard) {
        this.proxies = proxies;
        this.standard = standard;
    }

    /** The address of whoever sent this request: the nearest that is no trusted proxy. */
    public static InetAddress of(RoutingContext context) {
        InetAddress found = context.get(FOUND);
        return found == null ? peer(context) : found;
    }

    void register(@Observes Filters filters) {
        filters.register(this::find, FIRST);
    }

    private void find(RoutingContext context) {
        var peer = peer(context);
        context.put(FOUND,
                proxies.hold(peer) ? behind(peer, Forwarded.addresses(context.request().headers(), standard)) : peer);
        context.next();
    }

    private static InetAddress peer(RoutingContext context) {
        return address(context.request().connection().remoteAddress());
    }

    /** Whether requests from this address are somebody else's, passed on. */
    public boolean isProxy(InetAddress address) {
        return proxies.hold(address);
    }

    /** Whoever does not say who came before them is the nearest that is known. */
    InetAddress behind(InetAddress peer, List<String> nearestFirst) {
        var nearest = peer;
        for (var word : nearestFirst) {
            var address = AddressRanges.address(word);
            if (address == null) {
                return nearest;
            }
            nearest = address;
            if (!proxies.hold(nearest)) {
                return nearest;
            }
        }
        return nearest;
    }

    /** Whoever comes by no network, as over a Unix domain socket, is on this machine. */
    private static InetAddress address(SocketAddress peer) {
        var text = peer == null ? null : peer.hostAddress();
        // An IPv6 address of this machine's own network names the interface after a percent sign.
        var address = text == null ? null : AddressRanges.address(text.replaceAll("%.*", ""));
        return address == null ? InetAddress.getLoopbackAddress() : address;
    }
}
