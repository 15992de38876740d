package dev.pindai.security;

import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Looks for the scan link that a request shows, which counts more than a key or a sign-in where it counts.
 */
@ApplicationScoped
class ScanLinkAuthentication implements HttpAuthenticationMechanism {

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return ScanLinkHeader.of(context).map(token -> identities.authenticate(new ScanLinkCredential(token)))
                .orElseGet(() -> Uni.createFrom().nullItem());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var shown = ScanLinkHeader.of(context).isPresent();
        if (shown) {
            Refusal.scanLinkOver(context);
        }
        return Uni.createFrom().item(shown);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ScanLinkCredential.class);
    }

    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }
}
