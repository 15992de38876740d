package dev.pindai.event.socketio;

import java.time.Duration;

/** Finds out that a client is gone: it is pinged, and has to answer in time. Used on the connection's loop only. */
final class Heartbeat {

    private final Loop loop;
    private final Duration interval;
    private final Duration timeout;
    private final Runnable ping;
    private final Runnable dead;
    private long timer = Loop.NO_TIMER;

    Heartbeat(Loop loop, SocketIoConfig config, Runnable ping, Runnable dead) {
        this.loop = loop;
        this.interval = config.pingInterval();
        this.timeout = config.pingTimeout();
        this.ping = ping;
        this.dead = dead;
    }

    /** The client is there; also the first time. */
    void alive() {
        stop();
        timer = loop.after(interval, this::ask);
    }

    private void ask() {
        timer = loop.after(timeout, dead);
        ping.run();
    }

    void stop() {
        loop.cancel(timer);
    }
}
