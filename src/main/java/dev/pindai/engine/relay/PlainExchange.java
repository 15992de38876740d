package dev.pindai.engine.relay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pindai.engine.PageProxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * One request for an {@code http://} address, which browsers don't tunnel: handed to an HTTP proxy with the login, or sent
 * through SOCKS. One request to a connection: the sandbox needs no more, and WhatsApp itself is https.
 */
final class PlainExchange extends ChannelInboundHandlerAdapter {

    /** Host with port, and the rest. No {@link java.net.URI}, which refuses characters that browsers leave as they are. */
    private static final Pattern ADDRESS = Pattern.compile("(?i)http://([^/?#@]+)([/?][^#]*)?");

    private final Relay relay;
    private final Channel browser;
    private final Target target;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private Channel server;
    private boolean answered;
    private boolean interim;
    private boolean over;

    private PlainExchange(Relay relay, Channel browser, Target target) {
        this.relay = relay;
        this.browser = browser;
        this.target = target;
    }

    /** Empty if the request is none for a proxy. */
    static Optional<PlainExchange> begin(Relay relay, Channel browser, HttpRequest request) {
        Matcher address = ADDRESS.matcher(request.uri());
        if (!address.matches()) {
            return Optional.empty();
        }
        String authority = address.group(1);
        Optional<Target> target = Target.ofAuthority(authority.matches(".*:\\d+") ? authority : authority + ":80");
        if (target.isEmpty()) {
            return Optional.empty();
        }
        PlainExchange exchange = new PlainExchange(relay, browser, target.get());
        exchange.waiting.add(exchange.outgoing(request, address.group(2)));
        browser.config().setAutoRead(false);
        exchange.connect();
        return Optional.of(exchange);
    }

    /** More of the request. */
    void fromBrowser(Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
        } else if (server == null) {
            waiting.add(message);
        } else {
            server.writeAndFlush(message);
            browser.config().setAutoRead(server.isWritable());
        }
    }

    void browserWritable(boolean writable) {
        if (server != null) {
            server.config().setAutoRead(writable);
        }
    }

    /** The browser is gone. */
    void end() {
        over = true;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (server != null) {
            server.close();
        }
    }

    private void connect() {
        boolean socks = relay.upstream().proxy().scheme() == PageProxy.Scheme.SOCKS5;
        relay.upstream().open(browser.eventLoop(), target, socks).addListener(opened -> {
            if (!opened.isSuccess()) {
                fail(relay.failed(opened.cause(), target));
                return;
            }
            Channel channel = (Channel) opened.getNow();
            relay.own(channel);
            if (over) {
                channel.close();
                return;
            }
            server = channel;
            if (socks) {
                relay.works(target);
            } else if (relay.doubts(target)) {
                // It may take connections and never answer.
                browser.eventLoop().schedule(this::silent, relay.upstream().timeout().toMillis(), TimeUnit.MILLISECONDS);
            }
            server.pipeline().addLast(new HttpClientCodec(16_384, 65_536, 65_536), this);
            waiting.forEach(server::write);
            waiting.clear();
            server.flush();
            server.config().setAutoRead(true);
            browser.config().setAutoRead(true);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpResponse response && !begin(response)) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean last = message instanceof LastHttpContent && !interim;
        var written = browser.writeAndFlush(message);
        if (last) {
            over = true;
            written.addListener(ChannelFutureListener.CLOSE);
            context.close();
        } else if (!browser.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    /** False if there is nothing in this answer for the browser. */
    private boolean begin(HttpResponse response) {
        answered = true;
        if (response.decoderResult().isFailure()) {
            fail(new Trouble(false, "The answer that came through the proxy is no HTTP"));
            return false;
        }
        if (response.status().equals(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED)) {
            Trouble trouble = Trouble.refusedLogin(relay.upstream().proxy());
            relay.troubled(trouble, target);
            fail(trouble);
            return false;
        }
        relay.works(target);
        interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (!interim) {
            response.headers().remove("Proxy-Connection").set(HttpHeaderNames.CONNECTION, "close");
        }
        return true;
    }

    private void silent() {
        if (!answered && !over && relay.doubts(target)) {
            Trouble trouble = Trouble.silent(relay.upstream().proxy(), relay.upstream().timeout());
            relay.troubled(trouble, target);
            fail(trouble);
        }
    }

    private void fail(Trouble trouble) {
        if (!over) {
            end();
            BrowserLine.refuse(browser, HttpResponseStatus.BAD_GATEWAY, trouble.sentence());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        browser.config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!over) {
            over = true;
            browser.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private HttpObject outgoing(HttpRequest request, String path) {
        boolean socks = relay.upstream().proxy().scheme() == PageProxy.Scheme.SOCKS5;
        String origin = path == null ? "/" : path.startsWith("/") ? path : "/" + path;
        HttpRequest out = new DefaultHttpRequest(request.protocolVersion(), request.method(), socks ? origin : request.uri());
        HttpHeaders headers = out.headers().set(request.headers());
        request.headers().getAllAsString(HttpHeaderNames.CONNECTION).stream().flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip).filter(name -> !name.isEmpty()).forEach(headers::remove);
        headers.remove("Proxy-Connection").remove(HttpHeaderNames.PROXY_AUTHORIZATION)
                .set(HttpHeaderNames.CONNECTION, "close");
        PageProxy proxy = relay.upstream().proxy();
        if (!socks && proxy.username() != null) {
            String login = proxy.username() + ":" + (proxy.password() == null ? "" : proxy.password());
            headers.set(HttpHeaderNames.PROXY_AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return out;
    }
}
