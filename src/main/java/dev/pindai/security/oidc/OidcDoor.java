package dev.pindai.security.oidc;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.security.Caller;
import dev.pindai.security.signin.SignIns;
import dev.pindai.shared.Problem;

import io.quarkus.oidc.OIDCException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.vertx.http.runtime.filters.Filters;

import org.jboss.logging.Logger;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Where people come to sign in by OpenID Connect: shut where it is switched off; whoever fails goes back to the login page. */
@Singleton
class OidcDoor {

    static final String PATH = "/login/oidc";
    private static final Logger LOG = Logger.getLogger(OidcDoor.class);
    /** Before authentication (200). */
    private static final int PRIORITY = 250;
    private static final String LOGIN = "/login";
    /** The server did not let them in. */
    private static final String DENIED = "OIDC_DENIED";
    /** What came is no answer of the server, or it could not be asked. */
    private static final String FAILED = "OIDC_FAILED";

    private final OidcSettings settings;
    private final SignIns signIns;

    OidcDoor(OidcSettings settings, SignIns signIns) {
        this.settings = settings;
        this.signIns = signIns;
    }

    static boolean isAt(RoutingContext context) {
        return context.normalizedPath().equals(PATH);
    }

    /** Nobody vouches any more for people who came by it. */
    void atStart(@Observes StartupEvent event, OidcTenants checked) {
        if (!settings.enabled()) {
            signIns.endAll(Caller.Kind.PERSON);
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    void register(@Observes Router router) {
        router.route(PATH).failureHandler(this::failed);
    }

    private void check(RoutingContext context) {
        if (isAt(context) && !settings.enabled()) {
            toLogin(context, "");
        } else {
            if (isAt(context)) {
                context.addHeadersEndHandler(end -> noteDenied(context));
            }
            context.next();
        }
    }

    /** Quarkus leads whoever was not let in to the login page. */
    private static void noteDenied(RoutingContext context) {
        var next = context.response().headers().get("Location");
        if (context.request().getParam("error") != null && next != null && next.split("\\?", 2)[0].endsWith(LOGIN)) {
            context.put(Problem.NOTED, DENIED);
        }
    }

    private void failed(RoutingContext context) {
        if (context.failure() instanceof AuthenticationCompletionException
                || context.failure() instanceof OIDCException) {
            LOG.warnf("Nobody could sign in with %s: %s", settings.issuer().orElse(""), context.failure().getMessage());
            context.put(Problem.NOTED, FAILED);
            toLogin(context, "?error=oidc");
        } else {
            context.next();
        }
    }

    private static void toLogin(RoutingContext context, String query) {
        context.response().setStatusCode(303).putHeader("Cache-Control", "no-store").putHeader("Location", LOGIN + query)
                .end();
    }
}
