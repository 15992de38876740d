package dev.pindai.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.pindai.event.EventFrame;
import dev.pindai.session.Reason;
import dev.pindai.session.SessionStatus;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What {@code api/asyncapi.yaml} says of a scan link's stream is what the code sends: no event and no field more or less. */
class ScanDescriptionTest {

    /** What may be missing: a code that is no longer good, and else the word that it is not. */
    private static final Set<String> OPTIONAL = Set.of("qr", "code", "expired");
    private static JsonNode file;
    private static JsonNode channel;

    @BeforeAll
    static void read() throws IOException {
        file = new ObjectMapper(new YAMLFactory()).readTree(Path.of("api", "asyncapi.yaml").toFile());
        channel = StreamSupport.stream(file.path("channels").spliterator(), false)
                .filter(each -> each.path("address").asText().equals("/api/scan/events")).findFirst().orElseThrow();
    }

    static Set<String> events() {
        return ScanFrames.EVENTS;
    }

    @Test
    void namesEveryEventAndNoOther() {
        assertThat(names(channel.path("messages"))).containsExactlyInAnyOrderElementsOf(events());
    }

    @Test
    void saysThatItTakesTheLinkAndNothingElse() {
        var security = resolved(channel.at("/servers/0")).path("security");
        assertThat(security).singleElement()
                .satisfies(scheme -> assertThat(resolved(scheme).path("name").asText()).isEqualTo("X-Scan-Link"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void describesEveryFieldThatIsSentAndNoOther(String event) throws IOException {
        var message = resolved(channel.path("messages").path(event));
        var schema = resolved(message.path("payload"));
        var sent = sent(event);

        assertThat(message.path("name").asText()).isEqualTo(event);
        assertThat(schema.at("/allOf/1/properties/event/const").asText()).isEqualTo(event);
        assertThat(names(resolved(schema.at("/allOf/0")).path("properties"))).containsExactlyInAnyOrderElementsOf(names(sent));
        var data = schema.at("/allOf/1/properties/data");
        var fields = names(sent.path("data"));
        assertThat(names(data.path("properties"))).containsExactlyInAnyOrderElementsOf(fields);
        assertThat(texts(data.path("required")))
                .containsExactlyInAnyOrderElementsOf(fields.stream().filter(field -> !OPTIONAL.contains(field)).toList());
        var example = message.at("/examples/0/payload");
        assertThat(names(example)).containsExactlyInAnyOrderElementsOf(names(sent));
        assertThat(names(example.path("data")))
                .containsExactlyInAnyOrderElementsOf(fields.stream().filter(field -> !field.equals("expired")).toList());
    }

    @Test
    void knowsEveryStatusAndReasonThatIsTold() {
        var data = resolved(resolved(channel.at("/messages/status")).path("payload")).at("/allOf/1/properties/data/properties");
        assertThat(texts(data.at("/status/enum"))).containsExactlyInAnyOrderElementsOf(
                Stream.of(SessionStatus.values()).map(status -> ScanWords.status(status.name(), null)).distinct().toList());
        assertThat(texts(data.at("/reason/enum"))).filteredOn(reason -> !reason.equals("null"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Reason.values())
                        .map(reason -> ScanWords.reason("FAILED", reason.name())).filter(Objects::nonNull).distinct().toList());
    }

    /** The message of an event that says all that it can. */
    private static JsonNode sent(String event) throws IOException {
        ObjectNode data = file.at("/components/messages/" + event + "/examples/0/payload/data").deepCopy();
        data.put("expired", true).put("withheld", true);
        var text = new ScanFrames().write(new EventFrame(event, UUID.randomUUID(), 7, Instant.EPOCH, data));
        return new ObjectMapper().readTree(text.substring(text.indexOf("data: ") + "data: ".length()));
    }

    private static JsonNode resolved(JsonNode reference) {
        var target = file.at(reference.path("$ref").asText().substring(1));
        assertThat(target.isMissingNode()).as("%s", reference).isFalse();
        return target;
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
