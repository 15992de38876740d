package dev.pindai.engine.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.pindai.engine.PageProxy;
import dev.pindai.net.AddressGuard;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;

/** Opens connections to or through the session's proxy, with its login. There is no way past the proxy in here. */
final class Upstream {

    /** What fails is told by the promise; the pipeline need not say it again. */
    private static final class Ending extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** The proxy is where none may be; the message is a sentence. */
    static final class AddressRefused extends IOException {

        private static final long serialVersionUID = 1L;

        AddressRefused(String sentence) {
            super(sentence);
        }
    }

    private final PageProxy proxy;
    private final TlsTrust trust;
    private final AddressGuard guard;
    private final Duration timeout;
    private final Executor names;

    /** @param names resolves the proxy's own name, which blocks */
    Upstream(PageProxy proxy, TlsTrust trust, AddressGuard guard, Duration timeout, Executor names) {
        this.proxy = proxy;
        this.trust = trust;
        this.guard = guard;
        this.timeout = timeout;
        this.names = names;
    }

    PageProxy proxy() {
        return proxy;
    }

    Duration timeout() {
        return timeout;
    }

    /**
     * A channel that does not read yet. It ends at the target, or at the proxy itself where {@code tunnel} is false. Fails at
     * the deadline at the latest: with a {@link ConnectTimeoutException} if the proxy was not reached by then, with a
     * {@link TimeoutException} if it did not get further.
     */
    Future<Channel> open(EventLoop loop, Target target, boolean tunnel) {
        Promise<Channel> opened = loop.newPromise();
        AtomicBoolean reached = new AtomicBoolean();
        var deadline = loop.schedule(() -> opened.tryFailure(reached.get() ? new TimeoutException("no answer")
                : new ConnectTimeoutException("not reached")), timeout.toMillis(), TimeUnit.MILLISECONDS);
        opened.addListener(done -> deadline.cancel(false));
        try {
            names.execute(() -> resolve(loop, tunnel ? target : null, opened, reached));
        } catch (RejectedExecutionException e) {
            opened.tryFailure(e);
        }
        return opened;
    }

    private void resolve(EventLoop loop, Target target, Promise<Channel> opened, AtomicBoolean reached) {
        if (opened.isDone()) {
            // Names that others waited for took its time.
            return;
        }
        try {
            InetSocketAddress address = new InetSocketAddress(permitted(), proxy.port());
            SslHandler tls = proxy.scheme() == PageProxy.Scheme.HTTPS ? trust.handler(proxy.host(), proxy.port(), timeout)
                    : null;
            loop.execute(() -> connect(loop, address, tls, target, opened, reached));
        } catch (IOException | RuntimeException e) {
            opened.tryFailure(e);
        }
    }

    /** The first of the proxy's addresses where a proxy may be. */
    private InetAddress permitted() throws IOException {
        String refusal = null;
        for (InetAddress address : InetAddress.getAllByName(proxy.host())) {
            Optional<String> found = guard.refusal(proxy.host(), address);
            if (found.isEmpty()) {
                return address;
            }
            refusal = refusal == null ? found.get() : refusal;
        }
        throw new AddressRefused(refusal);
    }

    private void connect(EventLoop loop, InetSocketAddress address, SslHandler tls, Target target, Promise<Channel> opened,
            AtomicBoolean reached) {
        ProxyHandler speaker = target == null ? null : speaker(address);
        var connecting = new Bootstrap().group(loop).channel(NioSocketChannel.class)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                // Finds a proxy that vanished under a tunnel at rest.
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls);
                        }
                        if (speaker != null) {
                            channel.pipeline().addLast(speaker);
                        }
                        channel.pipeline().addLast(new Ending());
                    }
                })
                .connect(speaker == null ? address : InetSocketAddress.createUnresolved(target.host(), target.port()));
        Channel channel = connecting.channel();
        opened.addListener(done -> {
            if (!done.isSuccess()) {
                channel.close();
            }
        });
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                opened.tryFailure(connected.cause());
                return;
            }
            if (tls == null) {
                reached.set(true);
            } else {
                tls.handshakeFuture().addListener(done -> reached.set(done.isSuccess()));
            }
            if (speaker == null && tls == null) {
                opened.trySuccess(channel);
            }
        });
        Future<Channel> stands = speaker != null ? speaker.connectFuture() : tls != null ? tls.handshakeFuture() : null;
        if (stands != null) {
            stands.addListener(done -> {
                if (!done.isSuccess()) {
                    opened.tryFailure(done.cause());
                } else if (!opened.trySuccess(channel)) {
                    channel.close();
                }
            });
        }
    }

    private ProxyHandler speaker(InetSocketAddress address) {
        boolean login = proxy.username() != null;
        String password = proxy.password() == null ? "" : proxy.password();
        ProxyHandler handler;
        if (proxy.scheme() == PageProxy.Scheme.SOCKS5) {
            handler = login ? new Socks5ProxyHandler(address, proxy.username(), password) : new Socks5ProxyHandler(address);
        } else {
            handler = login ? new HttpProxyHandler(address, proxy.username(), password) : new HttpProxyHandler(address);
        }
        handler.setConnectTimeoutMillis(timeout.toMillis());
        return handler;
    }
}
