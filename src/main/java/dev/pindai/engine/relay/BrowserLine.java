package dev.pindai.engine.relay;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/** One connection of the browser: takes its request and makes a tunnel of it, or a {@link PlainExchange}. */
final class BrowserLine extends ChannelInboundHandlerAdapter {

    private static final HttpResponseStatus ESTABLISHED = new HttpResponseStatus(200, "Connection established");

    private final Relay relay;
    private PlainExchange exchange;
    private boolean asked;

    BrowserLine(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (exchange != null) {
            exchange.fromBrowser(message);
        } else if (!asked && message instanceof HttpRequest request) {
            asked = true;
            try {
                begin(context, request);
            } finally {
                ReferenceCountUtil.release(message);
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context.channel(), HttpResponseStatus.BAD_REQUEST, "This is no request to a proxy");
        } else if (HttpMethod.CONNECT.equals(request.method())) {
            Optional<Target> target = Target.ofAuthority(request.uri());
            if (target.isEmpty()) {
                refuse(context.channel(), HttpResponseStatus.BAD_REQUEST, "CONNECT takes a host and a port");
            } else {
                context.channel().config().setAutoRead(false);
                tunnel(context, target.get());
            }
        } else {
            PlainExchange.begin(relay, context.channel(), request).ifPresentOrElse(begun -> exchange = begun,
                    () -> refuse(context.channel(), HttpResponseStatus.BAD_REQUEST, "This is no request to a proxy"));
        }
    }

    private void tunnel(ChannelHandlerContext context, Target target) {
        Channel browser = context.channel();
        relay.upstream().open(browser.eventLoop(), target, true).addListener(opened -> {
            if (!opened.isSuccess()) {
                Trouble trouble = relay.failed(opened.cause(), target);
                refuse(browser, HttpResponseStatus.BAD_GATEWAY, trouble.sentence());
                return;
            }
            Channel server = (Channel) opened.getNow();
            relay.own(server);
            relay.works(target);
            if (!browser.isActive()) {
                server.close();
                return;
            }
            browser.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, ESTABLISHED));
            Pipe.join(browser, server);
            browser.pipeline().remove(HttpServerCodec.class);
            browser.pipeline().remove(this);
            browser.config().setAutoRead(true);
            server.config().setAutoRead(true);
        });
    }

    /** Says why not, for whoever looks at the page, and ends the connection. */
    static void refuse(Channel browser, HttpResponseStatus status, String sentence) {
        ByteBuf body = Unpooled.wrappedBuffer(sentence.getBytes(StandardCharsets.UTF_8));
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, "close");
        browser.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && exchange == null) {
            context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.browserWritable(context.channel().isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
