package dev.pindai.engine.browser;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads what a page asks of a passkey: WebAuthn's PublicKeyCredentialRequestOptionsJSON, fit to be stored and passed on. */
final class PasskeyOptions {

    /** Characters; a list of a hundred long credential ids is shorter. */
    private static final int LONGEST = 100_000;
    private static final int DEEPEST = 12;
    /** A longer one is as good as none, and would not fit into a clock. */
    private static final double LONGEST_TIMEOUT_MS = Duration.ofDays(1).toMillis();

    private PasskeyOptions() {
    }

    /** Null for what asks for nothing that could be answered. */
    static PageMessage.Passkey read(JsonNode options) {
        JsonNode challenge = options.path("challenge");
        if (!challenge.isTextual() || !challenge.asText().matches("[A-Za-z0-9_-]+")) {
            return null;
        }
        String text = clean(options, DEEPEST).toString();
        double timeout = options.path("timeout").asDouble(0);
        return text.length() > LONGEST ? null
                : new PageMessage.Passkey(text,
                        timeout > 0 ? Duration.ofMillis((long) Math.min(timeout, LONGEST_TIMEOUT_MS)) : null);
    }

    /** Without NULs and halves of characters, which no database takes, and no deeper than anybody would read. */
    private static JsonNode clean(JsonNode node, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isTextual()) {
            return nodes.textNode(clean(node.asText()));
        }
        if (!node.isContainerNode()) {
            return node;
        }
        if (depth == 0) {
            return nodes.nullNode();
        }
        if (node.isArray()) {
            var array = nodes.arrayNode();
            node.forEach(item -> array.add(clean(item, depth - 1)));
            return array;
        }
        ObjectNode object = nodes.objectNode();
        node.properties().forEach(field -> object.set(clean(field.getKey()), clean(field.getValue(), depth - 1)));
        return object;
    }

    private static String clean(String text) {
        return new String(text.replace("\0", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
