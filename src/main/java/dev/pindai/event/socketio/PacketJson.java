package dev.pindai.event.socketio;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;
import dev.pindai.security.Tokens;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON in packets of Socket.IO 5: what clients show when they connect, and what they are sent. */
@Singleton
class PacketJson {

    private final ObjectMapper json;

    PacketJson(ObjectMapper json) {
        this.json = json;
    }

    /** What a client brings along to connect, nothing included; empty for what is no object. */
    Optional<ObjectNode> auth(String payload) {
        try {
            return payload.isEmpty() ? Optional.of(json.createObjectNode())
                    : Optional.of(json.readTree(payload)).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** An event: its name, and as its one argument the frame's data, with what else the frame has for a client in it. */
    String event(EventFrame frame) {
        var data = frame.data().deepCopy();
        data.put("seq", frame.seq()).set("at", json.valueToTree(frame.at()));
        if (frame.snapshot() != null) {
            data.put("snapshot", frame.snapshot());
        }
        if (frame.cursor() != null) {
            data.put("cursor", frame.cursor());
        }
        return packet(SocketPacket.EVENT, SocketPacket.MAIN_NAMESPACE, List.of(frame.event(), data));
    }

    /** The client is let in; its id here is not the one of its connection, which is worth as much as a key. */
    String connected() {
        return packet(SocketPacket.CONNECT, SocketPacket.MAIN_NAMESPACE, Map.of("sid", Tokens.next()));
    }

    /** The client is not let in. */
    String refused(String namespace, ConnectError why, String message) {
        return packet(SocketPacket.CONNECT_ERROR, namespace, Map.of("message", message, "data", Map.of("code", why.name())));
    }

    private String packet(char type, String namespace, Object payload) {
        try {
            return new SocketPacket(type, namespace, json.writeValueAsString(payload)).text();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A packet can't be written", e);
        }
    }
}
