package dev.pindai.event.webhook.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks names up on threads of its own, since a resolver blocks in the system's code. A name is looked up by one thread at a
 * time, so that one whose name server is silent takes no more than one from the others.
 */
final class Lookups implements AutoCloseable {

    private static final int THREADS = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(1);

    private final NameResolver resolver;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), Thread.ofPlatform().name("pindai-webhook-names-", 1).daemon().factory());
    private final Map<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();

    Lookups(NameResolver resolver) {
        this.resolver = resolver;
        threads.allowCoreThreadTimeOut(true);
    }

    /** The addresses of a name, or of an address itself; fails with {@link UnknownHostException}. */
    CompletableFuture<List<InetAddress>> find(String name) {
        var started = new CompletableFuture<List<InetAddress>>();
        var known = running.putIfAbsent(name, started);
        if (known != null) {
            return known.copy();
        }
        try {
            threads.execute(() -> look(name, started));
        } catch (RejectedExecutionException e) {
            running.remove(name, started);
            started.completeExceptionally(e);
        }
        return started.copy();
    }

    private void look(String name, CompletableFuture<List<InetAddress>> found) {
        List<InetAddress> addresses = null;
        Exception failure = null;
        try {
            addresses = resolver.resolve(name);
        } catch (UnknownHostException | RuntimeException e) {
            failure = e;
        }
        // Before it is told: whoever asks from now on wants to know anew.
        running.remove(name, found);
        if (failure == null) {
            found.complete(addresses);
        } else {
            found.completeExceptionally(failure);
        }
    }

    /** What a failed lookup ended with. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // A name server that does not answer can't be interrupted; such a thread ends later, and holds nothing.
            threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
