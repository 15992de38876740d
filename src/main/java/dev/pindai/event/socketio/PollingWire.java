package dev.pindai.event.socketio;

import java.util.List;

import io.vertx.ext.web.RoutingContext;

/** HTTP long polling: packets leave as the answer of a request that waits for them. */
final class PollingWire implements Wire {

    private RoutingContext waiting;

    /** Lets a request wait; false if one waits already. */
    boolean hold(RoutingContext request) {
        if (waiting != null) {
            return false;
        }
        waiting = request;
        return true;
    }

    /** Whether it is this request that waits. */
    boolean holds(RoutingContext request) {
        return waiting == request;
    }

    @Override
    public boolean writable() {
        return waiting != null;
    }

    @Override
    public void write(List<String> packets) {
        var request = waiting;
        waiting = null;
        Answers.text(request, Packets.join(packets));
    }

    /** Who ends it themselves get an empty answer: they know. */
    @Override
    public void close(int code, String reason) {
        if (waiting != null) {
            write(List.of(Packets.of(code == CloseCodes.NORMAL ? Packets.NOOP : Packets.CLOSE)));
        }
    }
}
