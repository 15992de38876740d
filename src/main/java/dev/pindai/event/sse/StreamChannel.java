package dev.pindai.event.sse;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import dev.pindai.event.live.Channel;
import dev.pindai.event.live.CloseCode;
import dev.pindai.event.live.Farewell;
import dev.pindai.event.live.Subscriber;
import dev.pindai.shared.Problem;

import org.jboss.logging.Logger;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/**
 * An answer that does not end as a {@link Channel}. Nothing is sent before the client is accepted, so that a refusal is a
 * problem with its status. A write is done when the client's side of the connection has taken it, which is all the sign of
 * life that this way of talking has.
 */
final class StreamChannel implements Channel {

    private static final Logger LOG = Logger.getLogger(StreamChannel.class);
    private static final String HEARTBEAT = ":\n\n";
    private static final int RETRY_MILLIS = 2000;
    private static final String RETRY_FULL_SECONDS = "30";

    private final RoutingContext request;
    private final HttpServerResponse response;
    private final Context eventLoop = Vertx.currentContext();
    private final AtomicReference<Subscriber> subscriber = new AtomicReference<>();
    private boolean started;
    private boolean beating;
    /** Set by whoever writes the frame that is sent next. */
    private volatile boolean ending;

    /** On the event loop of the request. */
    StreamChannel(RoutingContext request) {
        this.request = request;
        this.response = request.response();
    }

    /** Who is to hear that the client is there, or has left. */
    void tell(Subscriber listener) {
        subscriber.set(listener);
        response.exceptionHandler(failure -> LOG.debugf("A stream failed: %s", failure.toString()));
        response.closeHandler(left -> listener.close(CloseCode.NORMAL, ""));
    }

    /** What is sent next is the last. */
    void endAfterNext() {
        ending = true;
    }

    @Override
    public void accepted() {
        onEventLoop(() -> {
            started = true;
            response.setChunked(true).putHeader("Content-Type", EventStreams.MEDIA_TYPE)
                    // Proxies that collect an answer before they hand it on would hold back every event.
                    .putHeader("Cache-Control", "no-store").putHeader("X-Accel-Buffering", "no")
                    .write("retry: " + RETRY_MILLIS + "\n\n");
        });
    }

    @Override
    public void send(String text, Consumer<Throwable> done) {
        onEventLoop(() -> {
            if (response.ended() || response.closed()) {
                done.accept(new IOException("The stream has ended"));
            } else if (ending) {
                response.end(text).onComplete(written -> subscriber.get().close(CloseCode.NORMAL, ""));
            } else {
                response.write(text).onComplete(written -> {
                    alive(written.succeeded());
                    done.accept(written.cause());
                });
            }
        });
    }

    @Override
    public void ping() {
        onEventLoop(() -> {
            if (started && !beating && !response.ended()) {
                beating = true;
                response.write(HEARTBEAT).onComplete(written -> {
                    beating = false;
                    alive(written.succeeded());
                });
            }
        });
    }

    private void alive(boolean written) {
        if (written) {
            subscriber.get().alive();
        }
    }

    @Override
    public void close(CloseCode code, String reason) {
        onEventLoop(() -> {
            if (response.ended() || response.closed()) {
                return;
            }
            if (!started) {
                refuse(code, reason);
            } else if (code == CloseCode.GOING_AWAY) {
                response.end(": " + reason + "\n\n");
            } else if (request.request().version() == HttpVersion.HTTP_2) {
                response.reset();
            } else {
                // It does not read, so it would not see the end of the answer either.
                var connection = (HttpServerConnection) request.request().connection();
                connection.close();
                Farewell.cutSoon(connection.channel());
            }
        });
    }

    private void refuse(CloseCode code, String reason) {
        switch (code) {
            case UNAUTHORIZED -> problem(request, 401, "UNAUTHORIZED", reason + ". Use another key, or sign in again.");
            case UNKNOWN_SESSION -> problem(request, 404, "SESSION_NOT_FOUND", reason + ". GET /api/sessions lists them.");
            case BAD_REQUEST -> problem(request, 400, "VALIDATION_FAILED", reason);
            case TOO_MANY -> {
                response.putHeader("Retry-After", RETRY_FULL_SECONDS);
                problem(request, 429, "TOO_MANY_CLIENTS", reason + ". Close some of them first.");
            }
            default -> problem(request, 503, "SERVICE_UNAVAILABLE", reason);
        }
    }

    static void problem(RoutingContext context, int status, String code, String detail) {
        context.put(Problem.NOTED, code);
        context.response().setStatusCode(status).putHeader("Content-Type", Problem.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(Json.encodeToBuffer(Problem.of(status, code, detail, context.normalizedPath(), null)));
    }

    private void onEventLoop(Runnable task) {
        eventLoop.runOnContext(nothing -> task.run());
    }
}
