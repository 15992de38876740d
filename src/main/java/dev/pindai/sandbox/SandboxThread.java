package dev.pindai.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

import dev.pindai.shared.ProblemException;

import org.jboss.logging.Logger;

/** The one thread on which the simulated WhatsApp lives: its pages, phones and faults need no locks. */
@Singleton
class SandboxThread {

    private static final Logger LOG = Logger.getLogger(SandboxThread.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("sandbox").factory());

    /** Runs the task there and waits for its result. A {@link ProblemException} comes back as it is. */
    <T> T call(Callable<T> task) {
        var running = thread.submit(task);
        try {
            return running.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("A task of the sandbox failed", e.getCause());
        } catch (TimeoutException e) {
            running.cancel(false);
            throw new ProblemException(503, "SANDBOX_BUSY",
                    "The sandbox did not answer in " + ANSWER_WITHIN.toSeconds() + " s. Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sandbox worked", e);
        }
    }

    void run(Runnable task) {
        try {
            thread.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The sandbox is closed; a late message was dropped");
        }
    }

    Future<?> after(long delayMs, Runnable task) {
        return thread.schedule(guarded(task), delayMs, TimeUnit.MILLISECONDS);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A task of the sandbox failed", e);
            }
        };
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
