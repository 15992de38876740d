package dev.pindai.security;

import dev.pindai.shared.Problem;

import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Says no before a request reaches any resource, in the same shape as everybody else's problems. */
public final class Refusal {

    private Refusal() {
    }

    static void unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"Pindai\"");
        send(context, 401, "UNAUTHORIZED",
                "Send a key in the header X-Api-Key, or as 'Authorization: Bearer <key>', or sign in at /login");
    }

    /** The same for a link that is unknown, withdrawn, used up or too old: a stranger learns nothing of it. */
    static void scanLinkOver(RoutingContext context) {
        send(context, 401, "SCAN_LINK_OVER",
                "This scan link does not open anything, or not any more. Ask whoever sent it for a new one");
    }

    public static void crossOrigin(RoutingContext context) {
        send(context, 403, "CROSS_ORIGIN",
                "Another site asked for this. Call from Pindai's own pages, or with the key in the header X-Api-Key");
    }

    static void scopeMissing(RoutingContext context, Scope scope) {
        send(context, 403, "SCOPE_MISSING", scopeMissing(scope.role()));
    }

    static String scopeMissing(String role) {
        return "Your key lacks the scope '" + role + "', which this takes. Use one that has it, or have one made at /api/keys";
    }

    /** Answers a request with a problem. */
    public static void send(RoutingContext context, int status, String code, String detail) {
        var problem = Problem.of(status, code, detail, context.normalizedPath(), null);
        context.put(Problem.NOTED, code);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(Json.encodeToBuffer(problem));
    }
}
