package dev.pindai.event.socketio;

import io.vertx.ext.web.RoutingContext;

/** The answers to requests of Engine.IO. */
final class Answers {

    private Answers() {
    }

    static void text(RoutingContext request, String body) {
        send(request, 200, "text/plain; charset=UTF-8", body);
    }

    static void refuse(RoutingContext request, EngineError error) {
        send(request, error.status(), "application/json", error.body());
    }

    private static void send(RoutingContext request, int status, String type, String body) {
        var response = request.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff").end(body);
        }
    }
}
