package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures with a deadline; for the engine's own worker threads, never for a lane's. */
final class Waiting {

    private Waiting() {
    }

    static <T> T result(CompletableFuture<T> future, Duration deadline) throws ExecutionException, TimeoutException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The engine is stopping");
        }
    }

    /** Whether the future ended, well or badly, by the deadline. */
    static boolean done(CompletableFuture<?> future, Duration deadline) {
        try {
            result(future, deadline);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return future.isDone();
        }
    }
}
