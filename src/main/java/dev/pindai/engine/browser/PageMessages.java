package dev.pindai.engine.browser;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads what comes through the binding. The page is not trusted: what can't be read is nothing. */
final class PageMessages {

    /** A message and the document it came from. */
    record Said(String document, PageMessage message) {
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 1_000_000;
    /** Characters; much more than any of these has on the pages we know. */
    private static final int WID = 64;
    private static final int ANY = 200;
    private static final int ERROR = 300;
    private static final int QR = 2000;

    private PageMessages() {
    }

    static Optional<Said> read(Object argument) {
        if (!(argument instanceof String text) || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text);
            String document = text(node, "document", ANY);
            return document == null ? Optional.empty() : message(node).map(message -> new Said(document, message));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<PageMessage> message(JsonNode node) {
        return Optional.ofNullable(switch (node.path("type").asText()) {
            case "hello" -> new PageMessage.Hello();
            case "beat" -> new PageMessage.Beat();
            case "progress" -> new PageMessage.Progress(Math.clamp(node.path("percent").asInt(-1), -1, 100));
            case "state" ->
                new PageMessage.State(flag(node, "registered"), text(node, "socket", ANY), text(node, "stream", ANY),
                        text(node, "wid", WID), text(node, "pushName", ANY));
            case "qr" -> qr(node);
            case "qrGone" -> new PageMessage.QrGone();
            case "loggedOut" -> new PageMessage.LoggedOut(text(node, "reason", ANY));
            case "passkey" -> PasskeyOptions.read(node.path("options"));
            case "passkeyGone" -> new PageMessage.PasskeyGone(node.path("expired").asBoolean());
            case "hookMissing" -> new PageMessage.HookMissing(Objects.requireNonNullElse(text(node, "name", ANY), "?"),
                    node.path("needed").asBoolean());
            case "versions" -> new PageMessage.Versions(text(node, "whatsapp", ANY), text(node, "waJs", ANY));
            case "settled" ->
                new PageMessage.Settled(node.path("id").asLong(), text(node, "value", ANY), text(node, "error", ERROR));
            default -> null;
        });
    }

    private static PageMessage qr(JsonNode node) {
        String code = text(node, "code", QR);
        // Some of the page's versions say "undefined,…" before their keys are there.
        if (code == null || code.isBlank() || code.contains("undefined") || code.contains("null,")) {
            return null;
        }
        double ttl = node.path("ttl").asDouble(0);
        // Milliseconds on the pages we know; a small number can only be seconds.
        return new PageMessage.Qr(code, ttl <= 0 ? null : Duration.ofMillis((long) (ttl < 600 ? ttl * 1000 : ttl)));
    }

    /** Fit for a database: cut at {@code most} characters, without NULs and without halves of characters. */
    private static String text(JsonNode node, String field, int most) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String text = value.asText().replace("\0", "");
        String cut = text.substring(0, Math.min(text.length(), most));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Boolean flag(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isBoolean() ? value.asBoolean() : null;
    }
}
