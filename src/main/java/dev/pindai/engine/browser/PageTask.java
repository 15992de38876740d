package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import com.microsoft.playwright.Playwright;

/**
 * One piece of work for a lane's thread. Its owner answers for it: if it overruns its limit, the owner is ended, so that the
 * lane's other pages can go on.
 *
 * @param <T> what comes of it
 */
final class PageTask<T> {

    private final TaskOwner owner;
    private final String name;
    private final Duration limit;
    private final Function<Playwright, T> work;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile long begun;

    PageTask(TaskOwner owner, String name, Duration limit, Function<Playwright, T> work) {
        this.owner = owner;
        this.name = name;
        this.limit = limit;
        this.work = work;
    }

    TaskOwner owner() {
        return owner;
    }

    String name() {
        return name;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Takes the task back: true if it never began and never will. Otherwise its result comes when the work is over. */
    boolean withdraw() {
        if (decided.compareAndSet(false, true)) {
            result.cancel(false);
            return true;
        }
        return false;
    }

    /** Runs the work unless it was withdrawn or nobody waits for it any more. */
    void run(Playwright playwright) {
        if (result.isDone() || !decided.compareAndSet(false, true)) {
            return;
        }
        begin();
        try {
            result.complete(work.apply(playwright));
        } catch (Throwable e) {
            result.completeExceptionally(e);
            if (e instanceof VirtualMachineError broken && !(e instanceof StackOverflowError)) {
                throw broken;
            }
        }
    }

    /** From now on its time runs. */
    void begin() {
        begun = System.nanoTime();
    }

    /** Whether it runs longer than it may, and by more than this. */
    boolean overdue(Duration more) {
        long since = begun;
        return since != 0 && System.nanoTime() - since > limit.plus(more).toNanos();
    }
}
