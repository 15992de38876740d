package dev.pindai.engine.relay;

import java.net.InetSocketAddress;

/** Decides who may use a relay: a relay adds a login, so that not every program on this machine may. */
@FunctionalInterface
public interface Gate {

    /**
     * Whether the program at the other end may come in. May block.
     *
     * @param peer its end of the connection
     * @param relay our end
     */
    boolean opensFor(InetSocketAddress peer, InetSocketAddress relay);
}
