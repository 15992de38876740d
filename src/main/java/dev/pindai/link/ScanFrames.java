package dev.pindai.link;

import java.util.Set;

import jakarta.inject.Singleton;

import dev.pindai.event.EventFrame;
import dev.pindai.event.sse.FrameStreams;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The events of a session as the page of a scan link gets them: only those it needs, and of each only what it shows. */
@Singleton
class ScanFrames {

    static final Set<String> EVENTS = Set.of("status", "qr", "pairing_code", "pairing_code_expired", "passkey", "ready",
            "deleted");
    private static final int DIGITS_SHOWN = 3;

    /** With it the link has done its work, or there is nothing to link any more. */
    static boolean isLast(EventFrame frame) {
        return frame.event().equals("ready") || frame.event().equals("deleted");
    }

    /** The frame as a message of the stream. */
    String write(EventFrame frame) {
        var message = JsonNodeFactory.instance.objectNode().put("event", frame.event()).put("seq", frame.seq())
                .put("at", frame.at().toString());
        message.set("data", data(frame));
        return FrameStreams.message(frame.event(), message.toString());
    }

    private static ObjectNode data(EventFrame frame) {
        var data = frame.data();
        return switch (frame.event()) {
            case "status" -> status(data);
            case "qr" -> data.deepCopy().retain("qr", "attempt", "maxAttempts", "issuedAt", "expiresAt", "expired");
            case "pairing_code" -> data.deepCopy().retain("code", "expiresAt", "expired");
            case "passkey" -> data.deepCopy().retain("expiresAt");
            case "ready" -> ready(data);
            default -> JsonNodeFactory.instance.objectNode();
        };
    }

    private static ObjectNode status(ObjectNode data) {
        var status = data.path("status").asText();
        var reason = data.path("reason").asText(null);
        return JsonNodeFactory.instance.objectNode().put("status", ScanWords.status(status, reason)).put("reason",
                ScanWords.reason(status, reason));
    }

    /** Enough to see whether it was the right phone, and no more. */
    private static ObjectNode ready(ObjectNode data) {
        var number = data.path("phoneNumber").asText("");
        return JsonNodeFactory.instance.objectNode().put("numberEnding",
                number.substring(Math.max(0, number.length() - DIGITS_SHOWN)));
    }
}
