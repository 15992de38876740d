package dev.pindai.limit.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** Sees the bodies of a connection's requests as they leave the decoder, and tells when one does not come in time. */
final class BodyWatch extends ChannelInboundHandlerAdapter {

    private final Times times;
    private final Runnable onSlow;
    private ChannelHandlerContext connection;
    private boolean complete = true;
    private long begun;
    private long received;
    /** Which body a deadline was for. */
    private int count;

    /** @param onSlow is called on the connection's thread */
    BodyWatch(Times times, Runnable onSlow) {
        this.times = times;
        this.onSlow = onSlow;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connection = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest request) {
            begin(HttpUtil.isContentLengthSet(request) || HttpUtil.isTransferEncodingChunked(request));
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
            complete |= message instanceof LastHttpContent;
        }
        super.channelRead(context, message);
    }

    /** A request is there whose body, if it has one, follows. */
    void begin(boolean withBody) {
        count++;
        received = 0;
        complete = !withBody;
        begun = System.nanoTime();
        if (withBody) {
            lookAfter(times.body());
        }
    }

    boolean isComplete() {
        return complete;
    }

    private void lookAfter(Duration time) {
        var which = count;
        connection.executor().schedule(() -> look(which), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(int which) {
        if (complete || which != count) {
            return;
        }
        var left = times.body(received).minusNanos(System.nanoTime() - begun);
        if (left.isPositive()) {
            lookAfter(left.plusMillis(1));
        } else {
            onSlow.run();
        }
    }
}
