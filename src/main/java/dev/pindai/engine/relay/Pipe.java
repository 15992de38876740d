package dev.pindai.engine.relay;

import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * One direction of a tunnel: hands on what comes, no faster than the other side takes it. Tunnels may rest for as long as
 * they like, since WhatsApp's WebSocket lives for days.
 */
final class Pipe extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(Pipe.class);
    private static final int HALF_CLOSED_SECONDS = 60;

    private final Channel to;

    private Pipe(Channel to) {
        this.to = to;
    }

    /** Joins both ends; from now on they live and end together. */
    static void join(Channel browser, Channel server) {
        browser.pipeline().addLast(new Pipe(server));
        server.pipeline().addLast(new Pipe(browser));
    }

    /** Closes a channel once what is on its way is written. */
    static void finish(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!to.isActive()) {
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        to.write(message);
        if (!to.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        to.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        to.config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            if (to.pipeline().get(SslHandler.class) != null) {
                // TLS has no half-closed state that proxies would agree about.
                finish(to);
                return;
            }
            to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> ((DuplexChannel) to).shutdownOutput());
            context.executor().schedule(() -> context.close(), HALF_CLOSED_SECONDS, TimeUnit.SECONDS);
            if (((DuplexChannel) context.channel()).isOutputShutdown()) {
                context.close();
            }
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(to);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debugf("A tunnel ends: %s", cause);
        context.close();
    }
}
