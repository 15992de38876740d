package dev.pindai.event.live;

import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;

/**
 * Ends connections for good. Whoever is closed politely gets what was written before and a last word; one that reads nothing
 * would keep its connection, and all that waits in it, for as long as it likes.
 */
public final class Farewell {

    private static final long SECONDS = 5;

    private Farewell() {
    }

    /** Cuts a connection in a few seconds, unless it has ended by then. From any thread. */
    public static void cutSoon(Channel connection) {
        // From the first context on: those behind it would wait until all has left that was written.
        var cut = connection.eventLoop().schedule(() -> {
            connection.pipeline().firstContext().close();
        }, SECONDS, TimeUnit.SECONDS);
        connection.closeFuture().addListener(ended -> cut.cancel(false));
    }
}
