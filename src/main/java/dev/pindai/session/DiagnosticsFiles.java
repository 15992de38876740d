package dev.pindai.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.pindai.engine.PageReport;
import dev.pindai.engine.Redaction;
import dev.pindai.event.EventFrame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Makes files of what was gathered about a session. Every text in them goes through {@link Redaction}. */
@Singleton
class DiagnosticsFiles {

    private static final String NO_PAGE = "No page of this session was open since the service started";

    private final ObjectMapper json;

    DiagnosticsFiles(ObjectMapper json) {
        this.json = json;
    }

    /** Something that was asked for: its value, or why there is none. */
    record Part(Object value, String problem) {
    }

    /** @param parts session, service, history, events and screenshot */
    Map<String, byte[]> of(Map<String, Part> parts, Optional<PageReport> page, Optional<LastPictures.Picture> picture,
            Instant now) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("README.txt", bytes(DiagnosticsReadme.TEXT));
        files.put("summary.json", bytes(summary(parts.get("session"), parts.get("service"), page, now)));
        files.put("history.json", bytes(pretty(tree(parts.get("history")))));
        files.put("events.ndjson", bytes(lines(parts.get("events"))));
        files.put("page.json", bytes(pretty(page.<JsonNode> map(this::page).orElseGet(() -> problem(NO_PAGE)))));
        files.put("console.log", bytes(page.map(DiagnosticsFiles::console).orElse(NO_PAGE + "\n")));
        screenshot(files, parts.get("screenshot"), picture);
        return files;
    }

    private String summary(Part session, Part service, Optional<PageReport> page, Instant now) {
        var summary = json.createObjectNode().put("generatedAt", now.toString());
        summary.set("session", tree(session));
        // Not cleaned word by word: it holds settings, whose secrets were left out where they were read.
        summary.set("service", service.value() == null ? problem(service.problem()) : json.valueToTree(service.value()));
        summary.put("whatsapp", page.map(PageReport::whatsapp).orElse(null));
        summary.put("waJs", page.map(PageReport::waJs).orElse(null));
        return pretty(summary);
    }

    private ObjectNode page(PageReport page) {
        // Its entries have a file of their own; its texts were cleaned when they were written down.
        return ((ObjectNode) json.<JsonNode> valueToTree(page)).without("entries");
    }

    private static String console(PageReport page) {
        return page.entries().stream().map(entry -> entry.at() + " " + entry.source() + " "
                + entry.text().replaceAll("\\s*\\R\\s*", " ⏎ ") + "\n").collect(Collectors.joining());
    }

    private static void screenshot(Map<String, byte[]> files, Part now, Optional<LastPictures.Picture> earlier) {
        if (now.value() instanceof byte[] png) {
            files.put("screenshot.png", png);
        } else if (earlier.isPresent()) {
            files.put("screenshot.png", earlier.get().png());
            files.put("screenshot.txt",
                    bytes("Taken when the session failed, at " + earlier.get().at() + ". Now there is none: "
                            + Redaction.clean(now.problem()) + "\n"));
        } else {
            files.put("screenshot.txt", bytes("There is no screenshot. " + Redaction.clean(now.problem()) + "\n"));
        }
    }

    private String lines(Part events) {
        if (!(events.value() instanceof List<?> frames)) {
            return problem(events.problem()) + "\n";
        }
        return frames.stream().map(EventFrame.class::cast)
                .map(frame -> clean(json.valueToTree(frame)) + "\n").collect(Collectors.joining());
    }

    private JsonNode tree(Part part) {
        return part.value() == null ? problem(part.problem()) : clean(json.valueToTree(part.value()));
    }

    private ObjectNode problem(String sentence) {
        return json.createObjectNode().put("problem", Redaction.clean(sentence));
    }

    private JsonNode clean(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(Redaction.clean(text.textValue()));
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(clean(field.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                var cleaned = json.createArrayNode();
                array.forEach(element -> cleaned.add(clean(element)));
                yield cleaned;
            }
            default -> node;
        };
    }

    private String pretty(JsonNode node) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always JSON", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
