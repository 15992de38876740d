package dev.pindai.engine.relay;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import dev.pindai.engine.PageProxy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;

/**
 * Makes the relays of an engine and owns what they share: one thread, which moves bytes only, started with the first relay.
 */
public final class Relays implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(5);

    private final Duration timeout;
    private final TlsTrust trust;
    private final ThreadFactory threads;
    private final Executor workers;
    private EventLoopGroup loop;
    private Thread thread;
    private boolean closed;

    /**
     * @param threads makes the thread that moves the bytes
     * @param workers do what blocks: asking who a connection belongs to, resolving a proxy's name
     */
    public Relays(ProxyConfig config, ThreadFactory threads, Executor workers) {
        this.timeout = config.connectTimeout();
        this.trust = new TlsTrust(config.trustedCertificates());
        this.threads = threads;
        this.workers = workers;
    }

    /**
     * Opens a relay to this proxy on a free port of 127.0.0.1. The caller closes it.
     *
     * @param home the page's address: a proxy that refuses it is of no use
     * @param gate who may come in
     * @throws IllegalStateException if it can't listen
     */
    public Relay open(PageProxy proxy, URI home, Gate gate, RelayListener listener) {
        return new Relay(loop(), new Upstream(proxy, trust, timeout, workers), Target.of(home), gate, listener, workers);
    }

    private synchronized EventLoopGroup loop() {
        if (closed) {
            throw new IllegalStateException("The engine is stopping");
        }
        if (loop == null) {
            loop = new NioEventLoopGroup(1, (ThreadFactory) work -> thread = threads.newThread(work));
        }
        return loop;
    }

    /** Ends the thread; relays still open end with it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (loop != null) {
            loop.shutdownGracefully(0, END.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(END.toMillis());
            loop = null;
            try {
                // Said to be ended a moment before it is.
                if (thread != null) {
                    thread.join(END);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
