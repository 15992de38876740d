package dev.pindai.security.signin;

import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import dev.pindai.security.Caller;
import dev.pindai.security.Identities;
import dev.pindai.security.KeyAuthentication;
import dev.pindai.security.RequestGuard;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Knows who is signed in by the pages' cookie, and leads whoever is not to the sign-in. A sign-in that is over is no wrong key:
 * such a browser is anonymous, so that it gets to the login page.
 */
@ApplicationScoped
class SignInAuthentication implements HttpAuthenticationMechanism {

    /** They load the same for everybody. */
    private static final String ASSETS = "/assets/";

    private final SignIns signIns;
    private final LocalSignIn localSignIn;
    private final BlockingSecurityExecutor blocking;

    SignInAuthentication(SignIns signIns, LocalSignIn localSignIn, BlockingSecurityExecutor blocking) {
        this.signIns = signIns;
        this.localSignIn = localSignIn;
        this.blocking = blocking;
    }

    /** Asked before the key's own, whose challenge is for programs. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var token = SignInCookie.read(context);
        if (KeyAuthentication.isShown(context) || context.normalizedPath().startsWith(ASSETS)
                || token.isEmpty() && !localSignIn.applies(context)) {
            return Uni.createFrom().nullItem();
        }
        return blocking.executeBlocking(() -> token.flatMap(shown -> known(shown, context))
                .or(() -> localSignIn.applies(context) ? local(context) : Optional.empty()).orElse(null));
    }

    private Optional<SecurityIdentity> known(SignInToken token, RoutingContext context) {
        return signIns.find(token, RequestGuard.address(context)).map(caller -> identity(caller, token));
    }

    private Optional<SecurityIdentity> local(RoutingContext context) {
        var token = localSignIn.open(Visit.of(context));
        SignInCookie.write(context, token);
        return known(token, context);
    }

    private static SecurityIdentity identity(Caller caller, SignInToken token) {
        return Identities.signedIn(caller, token.name())
                .addAttribute(SignedIn.ATTRIBUTE, new SignedIn(caller.signIn(), token.csrf())).build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var person = LocalSignIn.isPage(context) && !KeyAuthentication.isShown(context);
        if (person && Hop.isNeeded(context)) {
            Hop.to(context, LocalPath.orHome(context.request().uri()));
        } else if (person) {
            SignInRoutes.redirect(context, "/login?next=" + LocalPath.encoded(context.request().uri()));
        }
        return Uni.createFrom().item(person);
    }

    /** It finds by itself whom it knows. */
    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
