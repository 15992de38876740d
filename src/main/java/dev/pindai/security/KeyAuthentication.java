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
 * Reads the key from a request: {@code X-Api-Key}, else {@code Authorization: Bearer}, else the ticket of a socket, else the
 * pages' cookie. Whoever shows nothing is anonymous, and may see only what is open; a wrong key is refused everywhere.
 */
@ApplicationScoped
class KeyAuthentication implements HttpAuthenticationMechanism {

    private static final String BEARER = "bearer ";

    private final WebSessions webSessions;
    private final LocalSignIn localSignIn;

    KeyAuthentication(WebSessions webSessions, LocalSignIn localSignIn) {
        this.webSessions = webSessions;
        this.localSignIn = localSignIn;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var credential = credential(context);
        return credential == null ? Uni.createFrom().nullItem() : identities.authenticate(credential);
    }

    private Credential credential(RoutingContext context) {
        var key = keyInHeader(context);
        if (key != null) {
            return credential(Credential.Source.HEADER, key, context);
        }
        var ticket = RequestGuard.isUpgrade(context) ? context.request().getParam("ticket") : null;
        if (ticket != null) {
            return credential(Credential.Source.TICKET, ticket, context);
        }
        // A sign-in that is over is no wrong key: such a browser must get to the login page.
        var token = SignInCookie.read(context);
        if (webSessions.isOpen(token)) {
            return credential(Credential.Source.COOKIE, token, context);
        }
        if (localSignIn.applies(context)) {
            var opened = webSessions.open();
            SignInCookie.write(context, opened);
            return credential(Credential.Source.COOKIE, opened, context);
        }
        return null;
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
        if (LocalSignIn.isPage(context) && keyInHeader(context) == null) {
            var next = LocalPath.encoded(context.request().uri());
            context.response().setStatusCode(303).putHeader("Location", "/login?next=" + next).end();
        } else {
            Refusal.unauthorized(context);
        }
        return Uni.createFrom().item(true);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(Credential.class);
    }
}
