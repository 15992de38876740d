package dev.pindai.engine.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * One session's way to its proxy: a plain HTTP proxy on loopback that serves that session's browser only and adds the login,
 * which Chromium can't do for SOCKS5 and should not know for any.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int MOST_CONNECTIONS = 512;
    private static final long CLOSE_MILLIS = 2000;

    private final Upstream upstream;
    private final Target home;
    private final Gate gate;
    private final RelayListener listener;
    private final Executor workers;
    private final ChannelGroup channels;
    private final Channel server;
    private volatile Trouble trouble;
    private volatile boolean worked;

    Relay(EventLoopGroup loop, Upstream upstream, Target home, Gate gate, RelayListener listener, Executor workers) {
        this.upstream = upstream;
        this.home = home;
        this.gate = gate;
        this.listener = listener;
        this.workers = workers;
        // Closes also what comes after its end.
        this.channels = new DefaultChannelGroup(loop.next(), true);
        this.server = bind(loop);
    }

    /** Where the browser finds it, on 127.0.0.1. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** What is wrong with the proxy, until it works again. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble).map(Trouble::sentence);
    }

    /** Stops listening and ends every connection. May be called again. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly(CLOSE_MILLIS);
        channels.close().awaitUninterruptibly(CLOSE_MILLIS);
    }

    Upstream upstream() {
        return upstream;
    }

    /** A connection that ends with the relay. */
    void own(Channel channel) {
        channels.add(channel);
    }

    /** The proxy carried something to this target. */
    void works(Target target) {
        worked = true;
        Trouble known = trouble;
        if (known != null && (known.proxyItself() || target.equals(home))) {
            trouble = null;
        }
    }

    /** A connection through the proxy did not come to be; what to tell the browser. */
    Trouble failed(Throwable error, Target target) {
        Trouble found = Trouble.of(error, upstream.proxy(), target, upstream.timeout());
        troubled(found, target);
        return found;
    }

    /** What becomes of other targets is no matter: browsers call their maker now and then, which many a proxy refuses. */
    void troubled(Trouble found, Target target) {
        LOG.debugf("%s (on the way to %s)", found.sentence(), target);
        if (found.proxyItself() || target.equals(home)) {
            trouble = found;
            listener.troubled(found.sentence(), worked);
        }
    }

    /** Whether to doubt a proxy that does not answer this: once it has carried anything, a slow answer is the target's own. */
    boolean doubts(Target target) {
        return !worked && target.equals(home);
    }

    private Channel bind(EventLoopGroup loop) {
        ChannelFuture bound = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        admit(channel);
                    }
                }).bind(loopback(), 0);
        if (!bound.awaitUninterruptibly(5, TimeUnit.SECONDS) || !bound.isSuccess()) {
            throw new IllegalStateException("The relay to the proxy can't listen on 127.0.0.1", bound.cause());
        }
        return bound.channel();
    }

    /** Nothing is read from a connection until it is known whose it is. */
    private void admit(SocketChannel channel) {
        if (channels.size() >= MOST_CONNECTIONS) {
            LOG.debugf("More than %d connections to the relay", MOST_CONNECTIONS);
            channel.close();
            return;
        }
        own(channel);
        InetSocketAddress peer = channel.remoteAddress();
        InetSocketAddress self = channel.localAddress();
        try {
            workers.execute(() -> {
                boolean welcome = welcome(peer, self);
                channel.eventLoop().execute(() -> {
                    if (welcome) {
                        serve(channel);
                    } else {
                        channel.close();
                    }
                });
            });
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    private boolean welcome(InetSocketAddress peer, InetSocketAddress self) {
        try {
            return gate.opensFor(peer, self);
        } catch (RuntimeException e) {
            LOG.warnf(e, "It can't be told who came to the proxy relay, so it is refused");
            return false;
        }
    }

    private void serve(SocketChannel channel) {
        channel.pipeline().addLast(new HttpServerCodec(16_384, 65_536, 65_536), new BrowserLine(this));
        channel.config().setAutoRead(true);
    }

    private static InetAddress loopback() {
        try {
            // Not getLoopbackAddress(), which may be ::1, where the browser does not look.
            return InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 });
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
