package dev.pindai.event.socketio;

import java.time.Duration;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The event loop on which everything of one connection happens, one thing after the other: nothing there needs a lock. */
final class Loop {

    /** The number of no timer at all. */
    static final long NO_TIMER = -1;

    private final Context context;

    private Loop(Context context) {
        this.context = context;
    }

    /** The loop of the calling thread, without what belongs to the request that it serves now. */
    static Loop current() {
        return new Loop(VertxContext.getRootContext(Vertx.currentContext()));
    }

    /** Runs it later, after what came before. From any thread. */
    void run(Runnable task) {
        context.runOnContext(none -> task.run());
    }

    /** Runs it after this time, unless cancelled with the number returned. On this loop only. */
    long after(Duration delay, Runnable task) {
        return context.owner().setTimer(Math.max(1, delay.toMillis()), id -> task.run());
    }

    void cancel(long timer) {
        context.owner().cancelTimer(timer);
    }
}
