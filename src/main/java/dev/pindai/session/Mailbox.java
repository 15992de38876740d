package dev.pindai.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Does one session's work one piece at a time, in the order it came, on threads of the executor it is given. Every log line
 * of that work carries the session's id.
 */
final class Mailbox {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);

    private final UUID sessionId;
    private final Executor executor;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    Mailbox(UUID sessionId, Executor executor) {
        this.sessionId = sessionId;
        this.executor = executor;
    }

    /** Queues a task; its result, or what it threw, comes in the future. */
    <T> CompletableFuture<T> submit(Supplier<T> task) {
        var result = new CompletableFuture<T>();
        synchronized (tasks) {
            tasks.add(() -> {
                try {
                    result.complete(task.get());
                } catch (RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
            if (running) {
                return result;
            }
            running = true;
        }
        executor.execute(this::drain);
        return result;
    }

    private void drain() {
        MDC.put("sessionId", sessionId.toString());
        try {
            for (var task = next(); task != null; task = next()) {
                task.run();
            }
        } catch (RuntimeException e) {
            LOG.error("A session's work ended unexpectedly", e);
        } finally {
            MDC.remove("sessionId");
        }
    }

    private Runnable next() {
        synchronized (tasks) {
            var task = tasks.poll();
            running = task != null;
            return task;
        }
    }
}
