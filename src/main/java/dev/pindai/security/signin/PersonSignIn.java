package dev.pindai.security.signin;

import java.time.Duration;

import jakarta.inject.Singleton;

import dev.pindai.security.Caller;

import io.vertx.ext.web.RoutingContext;

/** Signs in people for whom somebody else vouches, who sent them here. */
@Singleton
public class PersonSignIn {

    private final SignIns signIns;

    PersonSignIn(SignIns signIns) {
        this.signIns = signIns;
    }

    /**
     * Signs a person in and hands their browser the cookie. Blocks.
     *
     * @param endSession where they are signed out there, with a query, or null
     * @param next where they wanted to go; home if that is no path of ours
     * @return a page that leads there: coming from elsewhere, their browser would leave the cookie out
     */
    public String open(RoutingContext context, Caller person, Duration lifetime, String endSession, String next) {
        SignInCookie.read(context).ifPresent(signIns::end);
        SignInCookie.write(context, signIns.open(person, lifetime, endSession, Visit.of(context)));
        Caller.signedIn(context, person);
        return Hop.page(LocalPath.orHome(next));
    }
}
