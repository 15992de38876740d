package dev.pindai.limit.connection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Cuts a connection whose client is slow on purpose: one that does not finish the head of a request in time, or its body, or
 * that sends nothing at all. It stands before everything else, TLS included, and is told when a request has arrived. What is
 * answered slowly is nobody's fault, so streams, long polls and sockets live as long as they like. Everything happens on the
 * connection's own thread.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(ConnectionGuard.class);
    /** Whoever goes over to HTTP/2 removes all handlers of HTTP/1, and so this. */
    private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf(ConnectionGuard.class, "of");

    private final Times times;
    private final Channel connection;
    private ScheduledFuture<?> deadline;
    private boolean awaitingHead;
    private boolean restedBefore;
    private BodyWatch body;
    private HttpServerRequest latest;

    private ConnectionGuard(Channel connection, Times times) {
        this.connection = connection;
        this.times = times;
    }

    /** Guards a connection that was just accepted. */
    static void post(Channel connection, Times times) {
        var guard = new ConnectionGuard(connection, times);
        connection.attr(KEY).set(guard);
        connection.pipeline().addLast("pindai-guard", guard);
    }

    /** The guard of this connection; empty for one that has none. */
    static Optional<ConnectionGuard> of(Channel connection) {
        return Optional.ofNullable(connection.attr(KEY).get());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        awaitHead();
        super.channelActive(context);
    }

    /** The first bytes of a further request. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!awaitingHead && atRest()) {
            awaitHead();
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancelDeadline();
        super.channelInactive(context);
    }

    private void awaitHead() {
        awaitingHead = true;
        after(times.head(), () -> cut("the head of a request did not come in time"));
    }

    /** The head of this request is there. From any thread. */
    void arrived(HttpServerRequest request) {
        if (connection.eventLoop().inEventLoop()) {
            serve(request);
        } else {
            connection.eventLoop().execute(() -> serve(request));
        }
    }

    private void serve(HttpServerRequest request) {
        latest = request;
        awaitingHead = false;
        restedBefore = false;
        after(times.rest(), this::rest);
        if (request.version() == HttpVersion.HTTP_2) {
            lookAtStream(request, System.nanoTime(), times.body());
        } else if (body == null) {
            watchBodies(request);
        }
    }

    /**
     * From the first request on, each body is watched where it leaves the decoder. That one's body comes after this: the
     * decoder hands on what it has decoded before it goes on.
     */
    private void watchBodies(HttpServerRequest request) {
        var decoder = connection.pipeline().context(HttpRequestDecoder.class);
        if (decoder != null) {
            body = new BodyWatch(times, () -> cut("the body of a request did not come in time"));
            connection.pipeline().addAfter(decoder.name(), "pindai-body", body);
            body.begin(request.getHeader("Content-Length") != null || request.getHeader("Transfer-Encoding") != null);
        }
    }

    /** Of a body by HTTP/2 is only known what was read of it; whoever waits for one of which nothing comes gives up first. */
    private void lookAtStream(HttpServerRequest request, long begun, Duration time) {
        connection.eventLoop().schedule(() -> {
            if (request.isEnded() || request.response().closed()) {
                return;
            }
            var left = times.body(request.bytesRead()).minusNanos(System.nanoTime() - begun);
            if (left.isPositive()) {
                lookAtStream(request, begun, left.plusMillis(1));
            } else if (request.bytesRead() > 0 || request.response().ended()) {
                request.response().reset();
            } else {
                lookAtStream(request, begun, times.body());
            }
        }, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looked at now and then: a connection that was found at rest twice has been so for long enough. */
    private void rest() {
        var atRest = atRest();
        if (atRest && restedBefore) {
            cut("no request came");
        } else {
            restedBefore = atRest;
            after(times.rest(), this::rest);
        }
    }

    /** Whether a request has been answered, and all of the answer has left. Never so for what is no HTTP/1 any more. */
    private boolean atRest() {
        if (body == null || connection.pipeline().get(HttpRequestDecoder.class) == null) {
            return false;
        }
        var leaving = connection.unsafe().outboundBuffer();
        return body.isComplete() && latest.response().ended() && (leaving == null || leaving.isEmpty());
    }

    private void cut(String why) {
        LOG.debugf("Connection from %s is cut: %s", connection.remoteAddress(), why);
        connection.close();
    }

    private void after(Duration time, Runnable task) {
        cancelDeadline();
        deadline = connection.eventLoop().schedule(task, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
