package dev.pindai.limit;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pindai.http.AddressRanges;
import dev.pindai.http.ClientAddress;
import dev.pindai.http.ClientNetwork;
import dev.pindai.security.Caller;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import io.vertx.ext.web.RoutingContext;

/** Which requests are counted, and as whose. */
@Singleton
class Counted {

    private final AddressRanges unlimited;

    Counted(LimitConfig config) {
        this.unlimited = AddressRanges.of("pindai.limit.unlimited-addresses", config.unlimitedAddresses());
    }

    /** Where a request comes from, if that is counted. */
    Optional<String> address(RoutingContext context) {
        return Optional.of(ClientAddress.of(context)).filter(address -> !unlimited.hold(address)).map(ClientNetwork::of);
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
}
