package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.pindai.engine.PageCallException;
import dev.pindai.engine.PageGoneException;

/** The commands a page has been given and has not answered. */
final class PageCalls {

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> open = new ConcurrentHashMap<>();

    /** A command's number and its answer, which comes by the deadline or fails then. */
    record Call(long id, CompletableFuture<String> answer) {
    }

    Call begin(Duration deadline) {
        long id = ids.incrementAndGet();
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.put(id, answer);
        answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).whenComplete((value, error) -> open.remove(id));
        return new Call(id, answer);
    }

    void settle(PageMessage.Settled settled) {
        CompletableFuture<String> answer = open.remove(settled.id());
        if (answer == null) {
            return;
        }
        if (settled.error() != null) {
            answer.completeExceptionally(new PageCallException(settled.error()));
        } else {
            answer.complete(settled.value());
        }
    }

    /** Fails what is open: whoever should have answered is gone. */
    void failAll(String why) {
        open.values().forEach(answer -> answer.completeExceptionally(new PageGoneException(why)));
        open.clear();
    }
}
