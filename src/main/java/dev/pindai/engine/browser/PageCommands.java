package dev.pindai.engine.browser;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import dev.pindai.engine.PageGoneException;

/**
 * Gives a page its commands when it can take them. One that is busy or loading gets them with its next heartbeat: a command
 * that was never sent must not look like one whose answer was lost.
 */
final class PageCommands {

    /** Hands a command over to the page; fails if the page did not take it. */
    interface Sender {

        CompletableFuture<Void> send(long id, String name, Map<String, String> argument);
    }

    /** A command and what comes of it; {@code sent} once the page has it. */
    private static final class Command {

        private final String name;
        private final Map<String, String> argument;
        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private volatile boolean sent;

        private Command(String name, Map<String, String> argument) {
            this.name = name;
            this.argument = argument;
        }

        private void late() {
            answer.completeExceptionally(sent ? new TimeoutException("The page did not answer \"" + name + "\" in time")
                    : new NotSentException("The page was loading or busy all the time and did not get the command; try again"));
        }
    }

    private static final Duration LOGOUT = Duration.ofSeconds(60);

    private final Sender sender;
    private final BooleanSupplier listening;
    private final Duration limit;
    private final PageCalls calls = new PageCalls();
    private final Queue<Command> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private CompletableFuture<Void> unlinking = CompletableFuture.completedFuture(null);
    private boolean notLinked;

    /**
     * @param listening whether the page spoke just now; asking a silent one would hold up the lane and all who share it
     * @param limit how long a command may take, the wait for a page that is busy included
     */
    PageCommands(Sender sender, BooleanSupplier listening, Duration limit) {
        this.sender = sender;
        this.listening = listening;
        this.limit = limit;
    }

    /** The page's answer; a {@link NotSentException} if the page never got the command. */
    CompletableFuture<String> call(String name, Map<String, String> argument) {
        Command command = new Command(name, argument);
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS).execute(command::late);
        if (listening.getAsBoolean()) {
            give(command);
        } else {
            await(command);
        }
        return command.answer;
    }

    /** Unlinks the account; done when the page says that it is not linked. */
    synchronized CompletableFuture<Void> logout() {
        if (notLinked) {
            return CompletableFuture.completedFuture(null);
        }
        if (!unlinking.isDone()) {
            return unlinking;
        }
        CompletableFuture<Void> done = new CompletableFuture<Void>().orTimeout(LOGOUT.toSeconds(), TimeUnit.SECONDS);
        unlinking = done;
        CompletableFuture<String> answer = call("logout", Map.of());
        answer.whenComplete((value, error) -> {
            // A reload while it answers is what success looks like.
            boolean reloaded = error instanceof PageGoneException && !(error instanceof NotSentException) && !over;
            if (error != null && !reloaded) {
                done.completeExceptionally(error);
            }
        });
        done.whenComplete((value, error) -> answer.cancel(false));
        return done;
    }

    /** The page's heart beats: it gets what waited for that. */
    void beat() {
        for (int left = waiting.size(); left > 0; left--) {
            Command command = waiting.poll();
            if (command != null && !command.answer.isDone()) {
                give(command);
            }
        }
    }

    /** The page answered. */
    void settle(PageMessage.Settled settled) {
        calls.settle(settled);
    }

    /** Another document took the place of the one that was asked; what has not been sent waits for the new one. */
    void reloaded() {
        calls.failAll("The page was reloaded before it answered");
    }

    /** The page says whether it is linked. */
    void linked(boolean linked) {
        CompletableFuture<Void> waiter;
        synchronized (this) {
            notLinked = !linked;
            waiter = unlinking;
        }
        if (!linked) {
            waiter.complete(null);
        }
    }

    /** The page is closed: whatever is open fails. */
    void end() {
        over = true;
        calls.failAll("The page was closed");
        for (Command command = waiting.poll(); command != null; command = waiting.poll()) {
            command.answer.completeExceptionally(new NotSentException("The page was closed before it got the command"));
        }
        CompletableFuture<Void> waiter;
        synchronized (this) {
            waiter = unlinking;
        }
        waiter.completeExceptionally(new PageGoneException("The page was closed"));
    }

    private void give(Command command) {
        PageCalls.Call call = calls.begin(limit);
        command.sent = true;
        call.answer().whenComplete((value, error) -> {
            if (error == null) {
                command.answer.complete(value);
            } else if (command.sent) {
                command.answer.completeExceptionally(error);
            }
        });
        sender.send(call.id(), command.name, command.argument).whenComplete((taken, error) -> {
            if (error != null) {
                command.sent = false;
                call.answer().cancel(false);
                await(command);
            }
        });
    }

    private void await(Command command) {
        waiting.add(command);
        if (over) {
            end();
        }
    }
}
