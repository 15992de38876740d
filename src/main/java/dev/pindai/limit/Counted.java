package dev.pindai.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pindai.http.AddressRanges;
import dev.pindai.http.ClientAddress;
import dev.pindai.security.Caller;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import io.vertx.ext.web.RoutingContext;

/** Which requests are counted, and as whose. */
@Singleton
class Counted {

    private static final int NETWORK_BYTES = 8;

    private final AddressRanges unlimited;

    Counted(LimitConfig config) {
        this.unlimited = AddressRanges.of("pindai.limit.unlimited-addresses", config.unlimitedAddresses());
    }

    /** Where a request comes from, if that is counted. */
    Optional<String> address(RoutingContext context) {
        return Optional.of(ClientAddress.of(context)).filter(address -> !unlimited.hold(address)).map(Counted::network);
    }

    /** Whose it is; empty for somebody who shows nothing. */
    static Optional<String> caller(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                ? Caller.of(user.getSecurityIdentity())
                        .map(caller -> caller.tenant() + " " + caller.kind() + " " + caller.id())
                : Optional.empty();
    }

    /**
     * Whether a request is for files or the sandbox, which is none of what is protected. So many of them are nobody's fault;
     * wrong keys are counted there, too. The path must say so both as sent and as read.
     */
    static boolean isFree(RoutingContext context) {
        var path = context.normalizedPath();
        return path.equals(context.request().path()) && (path.startsWith("/assets/") || path.startsWith("/sandbox/"));
    }

    /** Whoever has an IPv6 address has a whole network of them. */
    static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }
}
