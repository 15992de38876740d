package dev.pindai.event.webhook.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Knows the addresses of a name: the system's resolver, or a name server of its own. Blocks. */
@FunctionalInterface
public interface NameResolver {

    /** What the system itself uses, its hosts file included. */
    NameResolver SYSTEM = name -> List.of(InetAddress.getAllByName(name));

    /** @throws UnknownHostException if the name has none */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
