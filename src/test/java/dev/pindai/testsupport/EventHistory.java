package dev.pindai.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.restassured.specification.RequestSpecification;

/** All that happened to a session, and what holds for it whatever happened. */
public record EventHistory(String sessionId, List<JsonNode> frames) {

    private static final int PAGE = 1000;
    private static final Set<String> TERMINAL = Set.of("qr_timeout", "auth_failure");

    /** Reads it page by page. */
    public static EventHistory read(Supplier<RequestSpecification> call, String sessionId) {
        var frames = new ArrayList<JsonNode>();
        for (JsonNode page = page(call, sessionId, 0); !page.at("/items").isEmpty(); page = page(call, sessionId,
                frames.getLast().get("seq").asLong())) {
            page.at("/items").forEach(frames::add);
        }
        return new EventHistory(sessionId, List.copyOf(frames));
    }

    private static JsonNode page(Supplier<RequestSpecification> call, String sessionId, long after) {
        var body = call.get().get("/api/sessions/{id}/events?after={after}&limit={limit}", sessionId, after, PAGE).then()
                .statusCode(200).extract().asString();
        try {
            return new ObjectMapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + body, e);
        }
    }

    public long count(String event) {
        return frames.stream().filter(frame -> event(frame).equals(event)).count();
    }

    public boolean has(String event, long afterSeq) {
        return frames.stream().anyMatch(frame -> frame.get("seq").asLong() > afterSeq && event(frame).equals(event));
    }

    public long lastSeq() {
        return frames.getLast().get("seq").asLong();
    }

    /** Numbers without gaps, each status after the one before it, and one terminal event at most in each start. */
    public void check() {
        assertThat(frames.stream().map(frame -> frame.get("seq").asLong()).toList()).as("numbers of %s", sessionId)
                .isEqualTo(LongStream.rangeClosed(1, frames.size()).boxed().toList());
        var status = "";
        var ended = false;
        for (var frame : frames) {
            if (event(frame).equals("status")) {
                assertThat(frame.at("/data/previous").asText("")).as("what was before, of %s", frame).isIn(status, "null");
                status = frame.at("/data/status").asText();
                // With a reason it is a browser that is started anew to mend the same start.
                ended &= !(status.equals("STARTING") && frame.at("/data/reason").isNull());
            } else if (terminal(frame)) {
                assertThat(ended).as("one terminal event in a start, but there is also %s", frame).isFalse();
                ended = true;
            }
        }
    }

    /** How long it stayed READY after this moment; zero if it was not. Longer than the history if it still is. */
    public Duration readyAfter(Instant moment) {
        var ready = false;
        for (var frame : frames) {
            var at = Instant.parse(frame.get("at").asText());
            if (event(frame).equals("status")) {
                if (at.isAfter(moment)) {
                    return ready ? Duration.between(moment, at) : Duration.ZERO;
                }
                ready = frame.at("/data/status").asText().equals("READY");
            }
        }
        return ready ? Duration.between(moment, Instant.MAX) : Duration.ZERO;
    }

    private static boolean terminal(JsonNode frame) {
        return TERMINAL.contains(event(frame))
                || event(frame).equals("disconnected") && !frame.at("/data/willRetry").asBoolean();
    }

    private static String event(JsonNode frame) {
        return frame.get("event").asText();
    }
}
