package dev.pindai.event.socketio;

import java.util.List;
import java.util.Map;

import jakarta.inject.Singleton;

import dev.pindai.event.live.SubscriberRegistry;
import dev.pindai.security.Callers;

/** Begins conversations: knows what each of them needs. */
@Singleton
class Conversations {

    private final SubscriberRegistry registry;
    private final Callers callers;
    private final PacketJson json;

    Conversations(SubscriberRegistry registry, Callers callers, PacketJson json) {
        this.registry = registry;
        this.callers = callers;
        this.json = json;
    }

    /** The other end of a connection whose first request had this query and came from this address. */
    Connection.Peer with(Connection connection, Map<String, List<String>> query, String address) {
        return new Conversation(connection, query, address, registry, callers, json);
    }
}
