package dev.pindai.engine.relay;

import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.pindai.engine.PageProxy;
import dev.pindai.net.AddressGuard;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;

/**
 * Makes the relays of an engine and owns what they share: one thread, which moves bytes only, started with the first relay,
 * and a few that resolve names, started when there is one to resolve.
 */
public final class Relays implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration NAMES_END = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final int NAMES = 4;

    private final Duration timeout;
    private final TlsTrust trust;
    private final AddressGuard guard;
    private final ThreadFactory threads;
    private final Executor workers;
    private final Queue<Thread> resolving = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor names = names();
    private EventLoopGroup loop;
    private Thread thread;
    private boolean closed;

    /**
     * @param threads makes the thread that moves the bytes
     * @param workers do what blocks for a moment: asking who a connection belongs to
     */
    public Relays(ProxyConfig config, ThreadFactory threads, Executor workers) {
        this.timeout = config.connectTimeout();
        this.trust = new TlsTrust(config.trustedCertificates());
        this.guard = new AddressGuard("pindai.proxy.allowed-networks", config.allowedNetworks(),
                "where no proxy is looked for");
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
        if (proxy.scheme() == PageProxy.Scheme.HTTPS) {
            // Takes a while the first time, which the proxy should not be blamed for.
            trust.prepare();
        }
        return new Relay(loop(), new Upstream(proxy, trust, guard, timeout, names), Target.of(home), gate, listener, workers);
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

    /** Resolving a name blocks in the system's own code, where a virtual thread would take a carrier with it. */
    private ThreadPoolExecutor names() {
        ThreadFactory factory = Thread.ofPlatform().name("pindai-names-", 1).daemon().inheritInheritableThreadLocals(false)
                .factory();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(NAMES, NAMES, IDLE.toSeconds(), TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), work -> {
                    Thread made = factory.newThread(work);
                    made.setContextClassLoader(Relays.class.getClassLoader());
                    resolving.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
                    resolving.add(made);
                    return made;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Ends the threads; relays still open end with them. */
    @Override
    public synchronized void close() {
        closed = true;
        endNames();
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

    private void endNames() {
        names.shutdownNow();
        try {
            // A name server that does not answer can't be interrupted; such a thread ends later, and holds nothing.
            if (names.awaitTermination(NAMES_END.toMillis(), TimeUnit.MILLISECONDS)) {
                for (Thread thread : resolving) {
                    thread.join(NAMES_END);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
