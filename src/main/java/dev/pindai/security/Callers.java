package dev.pindai.security;

import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pindai.http.ClientAddress;

import io.vertx.ext.web.RoutingContext;

/**
 * Who calls at a door that stands open because its visitors may show the key later than in the request: what a request itself
 * has shown, and whether a key is the right one.
 */
@Singleton
public class Callers {

    private final AdminKey adminKey;
    private final OriginPolicy origins;
    private final Attempts attempts;
    private final ClientAddress addresses;

    Callers(AdminKey adminKey, OriginPolicy origins, Attempts attempts, ClientAddress addresses) {
        this.adminKey = adminKey;
        this.attempts = attempts;
        this.addresses = addresses;
        this.origins = origins;
    }

    /**
     * The credential by which this request is known: the key in a header, or the pages' cookie where one of our own pages
     * sent it. Empty for everybody else. Equal for equal credentials, and of no use to whoever reads it.
     */
    public Optional<String> credential(RoutingContext context) {
        return RequestGuard.identity(context)
                .filter(known -> known.getAttribute(AdminIdentityProvider.SOURCE) == Credential.Source.HEADER
                        || origins.mayUseCookie(context.request(), RequestGuard.isUpgrade(context)))
                .map(known -> known.getAttribute(AdminIdentityProvider.CREDENTIAL));
    }

    /** From where this request came, as an IP address. */
    public String address(RoutingContext context) {
        return addresses.of(context).getHostAddress();
    }

    /**
     * Whether this key, which came by another way than a header, lets its owner in. No key does where too many wrong ones came
     * from.
     */
    public boolean accepts(String key, String address) {
        if (!attempts.allowed(address)) {
            return false;
        }
        var right = adminKey.matches(key);
        if (!right) {
            attempts.failed(address);
        }
        return right;
    }
}
