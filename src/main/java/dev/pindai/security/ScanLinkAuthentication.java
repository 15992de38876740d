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
 * Reads the token of a scan link from its header. It counts below {@code /api/scan} only, and there more than a key or a
 * sign-in; everywhere else whoever shows it is a stranger.
 */
@ApplicationScoped
class ScanLinkAuthentication implements HttpAuthenticationMechanism {

    static final String HEADER = "X-Scan-Link";
    private static final String DOOR = "/api/scan";

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var token = token(context);
        return token == null ? Uni.createFrom().nullItem() : identities.authenticate(new ScanLinkCredential(token));
    }

    private static String token(RoutingContext context) {
        return isDoor(context) ? context.request().getHeader(HEADER) : null;
    }

    /** The path must say so both as sent and as read: no way around by dots. */
    private static boolean isDoor(RoutingContext context) {
        var path = context.normalizedPath();
        return path.equals(context.request().path()) && (path.equals(DOOR) || path.startsWith(DOOR + "/"));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var shown = token(context) != null;
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
