package dev.pindai.limit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.vertx.http.runtime.filters.Filters;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes care of a large body whose answer comes before it was read, such as a refusal. Most clients send all of it before they
 * look for an answer: so it is thrown away for a moment, and then the connection ends.
 */
@Singleton
class UnreadBody {

    /** Before whoever may refuse. */
    private static final int FIRST = 1800;
    /** Bytes. Less than that goes into the buffers of the connection, and its sender finds the answer. */
    private static final long LARGE = 1 << 16;
    private static final long LINGER_MILLIS = 2000;
    private static final String DRAINED = "pindai.limit.drained";

    void register(@Observes Filters filters) {
        filters.register(this::watch, FIRST);
    }

    private void watch(RoutingContext context) {
        if (isLarge(context)) {
            context.addHeadersEndHandler(answered -> {
                if (!context.request().isEnded()) {
                    announceEnd(context);
                }
            });
            context.addEndHandler(answered -> context.vertx().runOnContext(now -> drain(context)));
        }
        context.next();
    }

    /** Tells the client that the connection ends with this answer. */
    void announceEnd(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader("Connection", "close");
        }
    }

    /** Throws away the rest, but not for ever. On the request's event loop. */
    void drain(RoutingContext context) {
        var request = context.request();
        if (request.isEnded() || context.get(DRAINED) != null) {
            return;
        }
        context.put(DRAINED, true);
        request.resume();
        context.vertx().setTimer(LINGER_MILLIS, late -> {
            if (request.version() != HttpVersion.HTTP_2) {
                request.connection().close();
            } else if (!request.isEnded()) {
                context.response().reset();
            }
        });
    }

    /** The decoder has read the number before: it is one. */
    private static boolean isLarge(RoutingContext context) {
        var request = context.request();
        var length = request.getHeader("Content-Length");
        return length == null ? request.getHeader("Transfer-Encoding") != null : Long.parseLong(length) > LARGE;
    }
}
