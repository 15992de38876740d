package dev.pindai.event.socketio;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.pindai.event.live.SubscriberRegistry;
import dev.pindai.security.Callers;

import io.vertx.ext.web.RoutingContext;

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

    /** The other end of a connection that this request began. */
    Connection.Peer with(Connection connection, RoutingContext first) {
        Map<String, List<String>> query = first.request().params().entries().stream().collect(
                Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return new Conversation(connection, query, callers.knock(first), registry, callers, json);
    }
}
