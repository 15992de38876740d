package dev.pindai.security;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.vertx.ext.web.RoutingContext;

/**
 * Who calls at a door that stands open because its visitors may show the key later than in the request: what a request itself
 * has shown, and whether a key is the right one.
 */
@Singleton
public class Callers {

    private final AdminKey adminKey;
    private final OriginPolicy origins;

    Callers(AdminKey adminKey, OriginPolicy origins) {
        this.adminKey = adminKey;
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

    /** Whether this key, which came by another way than a header, lets its owner in. */
    public boolean accepts(String key) {
        return adminKey.matches(key);
    }
}
