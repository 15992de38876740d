package dev.pindai.security;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import dev.pindai.shared.Problem;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/**
 * Signing in to the pages and out of them. Routes rather than a resource: the page at {@code GET /login} belongs to the
 * pages, and one path can't be shared between resources.
 */
@Singleton
class SignInRoutes {

    private static final long FORM_LIMIT = 8192;

    private final AdminKey adminKey;
    private final WebSessions webSessions;
    private final OriginPolicy origins;

    SignInRoutes(AdminKey adminKey, WebSessions webSessions, OriginPolicy origins) {
        this.adminKey = adminKey;
        this.webSessions = webSessions;
        this.origins = origins;
    }

    void register(@Observes Router router) {
        router.get("/login").handler(this::skipIfSignedIn);
        router.post("/login").handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT)).handler(this::signIn);
        router.post("/logout").handler(this::signOut);
    }

    /** Nobody who is in already needs the form; in dev mode this is how a page comes back after a restart. */
    private void skipIfSignedIn(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser user && isIn(user.getSecurityIdentity())) {
            redirect(context, LocalPath.orHome(context.request().getParam("next")));
        } else {
            context.next();
        }
    }

    private static boolean isIn(SecurityIdentity identity) {
        return !identity.isAnonymous();
    }

    private void signIn(RoutingContext context) {
        var request = context.request();
        var next = LocalPath.orHome(request.getFormAttribute("next"));
        if (request.getHeader("Origin") != null && !origins.mayChange(request)) {
            Refusal.crossOrigin(context);
        } else if (adminKey.matches(request.getFormAttribute("key"))) {
            webSessions.close(SignInCookie.read(context));
            SignInCookie.write(context, webSessions.open());
            Caller.signedIn(context, KeyHolders.ADMIN);
            redirect(context, next);
        } else {
            context.put(Problem.NOTED, "WRONG_KEY");
            redirect(context, "/login?error=wrong&next=" + LocalPath.encoded(next));
        }
    }

    private void signOut(RoutingContext context) {
        webSessions.close(SignInCookie.read(context));
        SignInCookie.remove(context);
        redirect(context, "/login");
    }

    private static void redirect(RoutingContext context, String location) {
        context.response().setStatusCode(303).putHeader("Cache-Control", "no-store").putHeader("Location", location).end();
    }
}
