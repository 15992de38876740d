package dev.pindai.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.pindai.event.live.CloseCode;
import dev.pindai.session.SessionStatus;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** What {@code api/asyncapi.yaml} says of the events is what the code sends: no event and no field more or less. */
class AsyncApiFileTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    /** What stands where a secret would. */
    private static final List<String> INSTEAD = List.of("expired", "withheld");
    private static JsonNode file;

    @BeforeAll
    static void read() throws IOException {
        file = new ObjectMapper(new YAMLFactory()).readTree(Path.of("api", "asyncapi.yaml").toFile());
    }

    @Test
    void namesEveryEventAndNoOther() {
        var names = events().map(type -> blank(type).type().wireName()).toList();
        assertThat(names).hasSameSizeAs(EventType.values());
        var frames = Stream.concat(names.stream(), Stream.of("gap")).toList();
        assertThat(names(file.at("/components/messages"))).containsAll(frames);
        for (var channel : List.of("events", "sessionStream", "stream")) {
            assertThat(names(file.at("/channels/" + channel + "/messages"))).as(channel)
                    .containsExactlyInAnyOrderElementsOf(frames);
        }
        assertThat(names(file.at("/channels/webhook/messages"))).containsExactlyInAnyOrderElementsOf(names);
    }

    /** Whoever adds a stream at a route of its own describes it, or is told here. */
    @Test
    void knowsEveryStream() throws IOException {
        var addresses = file.path("channels").findValuesAsText("address");
        try (var sources = Files.walk(Path.of("src", "main", "java"))) {
            var streams = sources.filter(source -> source.toString().endsWith(".java")).map(AsyncApiFileTest::text)
                    .filter(text -> text.contains("FrameStreams") && text.contains("Router"))
                    .flatMap(text -> Pattern.compile("router\\.get\\(\"([^\"]+)\"\\)").matcher(text).results())
                    .map(route -> route.group(1).replace(":id", "{sessionId}")).toList();
            assertThat(streams).hasSizeGreaterThan(2);
            assertThat(addresses).containsAll(streams);
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void describesEveryFieldAndNoOther(Class<? extends SessionEvent> type) {
        var event = blank(type);
        var name = event.type().wireName();
        var fields = schema(name).path("properties");
        assertThat(names(fields)).as(name).filteredOn(field -> !INSTEAD.contains(field))
                .containsExactlyInAnyOrderElementsOf(sent(event));
        INSTEAD.forEach(field -> assertThat(fields.has(field)).as("%s of %s", field, name)
                .isEqualTo(event.secret().isPresent()));
        Stream.of(type.getRecordComponents()).forEach(component -> assertType(name, component,
                fields.path(component.getName())));
        assertThat(texts(schema(name).path("required"))).as(name).containsExactlyInAnyOrderElementsOf(
                sent(event).stream().filter(field -> event.secret().filter(secret -> secret.field().equals(field)).isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("events")
    void showsAnExampleOfEveryEvent(Class<? extends SessionEvent> type) {
        var event = blank(type);
        var name = event.type().wireName();
        var frame = file.at("/components/messages/" + name + "/examples/0/payload");
        assertThat(frame.path("event").asText()).isEqualTo(name);
        assertThat(names(frame)).containsExactlyInAnyOrderElementsOf(texts(file.at("/components/schemas/frame/required")));
        assertThat(names(frame.path("data"))).containsExactlyInAnyOrderElementsOf(sent(event));
    }

    @Test
    void describesTheFrame() {
        assertThat(names(file.at("/components/schemas/frame/properties"))).containsExactlyInAnyOrderElementsOf(
                Stream.of(EventFrame.class.getRecordComponents()).map(RecordComponent::getName).toList());
    }

    @Test
    void describesTheGap() {
        var gap = file.at("/components/schemas/gap/properties");
        assertThat(names(gap)).isSubsetOf(names(file.at("/components/schemas/frame/properties")));
        assertThat(names(file.at("/components/messages/gap/examples/0/payload/data")))
                .containsExactlyInAnyOrderElementsOf(names(gap.at("/data/properties")));
    }

    @Test
    void knowsEveryCloseCode() {
        var codes = names(file.at("/channels/events/x-close-codes"));
        assertThat(codes).containsExactlyInAnyOrderElementsOf(Stream.of(CloseCode.values())
                .filter(code -> code != CloseCode.NORMAL).map(code -> String.valueOf(code.number())).toList());
        assertThat(file.at("/channels/events/description").asText()).contains(codes);
    }

    @Test
    void knowsEveryStatus() {
        assertThat(texts(schema("status").at("/properties/status/enum")))
                .containsExactlyElementsOf(Stream.of(SessionStatus.values()).map(Enum::name).toList());
    }

    static Stream<Class<? extends SessionEvent>> events() {
        return Stream.of(SessionEvent.class.getPermittedSubclasses()).map(type -> type.asSubclass(SessionEvent.class));
    }

    /** The fields of {@code data} on a channel: what is stored, and the secret that is added while it is valid. */
    private static List<String> sent(SessionEvent event) {
        return Stream.concat(names(JSON.valueToTree(event)).stream(),
                event.secret().map(SessionEvent.Secret::field).stream()).toList();
    }

    private static void assertType(String event, RecordComponent component, JsonNode field) {
        var type = component.getType();
        var expected = type == Map.class ? "object"
                : type == boolean.class ? "boolean" : type == int.class || type == long.class ? "integer" : "string";
        assertThat(field.path("type").isArray() ? texts(field.path("type")) : List.of(field.path("type").asText()))
                .as("%s.%s", event, component.getName()).contains(expected);
        assertThat(field.path("format").asText().equals("date-time")).as("%s.%s is a time", event, component.getName())
                .isEqualTo(type == Instant.class);
        if (type.isEnum()) {
            assertThat(texts(field.path("enum")))
                    .containsExactlyElementsOf(Stream.of(type.getEnumConstants()).map(Object::toString).toList());
        }
    }

    private static JsonNode schema(String event) {
        return file.at("/components/schemas/" + event + "/allOf/1/properties/data");
    }

    private static SessionEvent blank(Class<? extends SessionEvent> type) {
        try {
            var components = type.getRecordComponents();
            var constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(Stream.of(components).map(AsyncApiFileTest::nothing).toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " is no plain record", e);
        }
    }

    private static Object nothing(RecordComponent component) {
        var type = component.getType();
        return type == int.class ? (Object) 0
                : type == long.class ? (Object) 0L : type == boolean.class ? (Object) false : null;
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
