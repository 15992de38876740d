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
 * Reads the key from a request: {@code X-Api-Key}, else {@code Authorization: Bearer}, else the ticket of a socket. Whoever
 * shows
 * nothing is anonymous, and may see only what is open; a wrong key is refused everywhere.
 */
@ApplicationScoped
public class KeyAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "bearer ";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var credential = credential(context);
        return credential == null ? Uni.createFrom().nullItem() : identities.authenticate(credential);
    }

    /** Whether a request shows a key or ticket, be it a right one or not: then nothing else that it brings counts. */
    public static boolean isShown(RoutingContext context) {
        return credential(context) != null;
    }

    private static Credential credential(RoutingContext context) {
        var key = keyInHeader(context);
        if (key != null) {
            return credential(Credential.Source.HEADER, key, context);
        }
        var ticket = RequestGuard.isUpgrade(context) ? context.request().getParam("ticket") : null;
        return ticket == null ? null : credential(Credential.Source.TICKET, ticket, context);
    }

    private static Credential credential(Credential.Source source, String value, RoutingContext context) {
        return new Credential(source, value, RequestGuard.address(context));
    }

    private static String keyInHeader(RoutingContext context) {
        var key = context.request().getHeader("X-Api-Key");
        var authorization = context.request().getHeader("Authorization");
        if (key == null && authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length());
        }
        return key;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"Pindai\""));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        Refusal.unauthorized(context);
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Credential.class);
    }
}
