package dev.pindai.event.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import dev.pindai.event.EventFrame;
import dev.pindai.event.SessionEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/**
 * What {@code api/asyncapi.yaml} says of {@code /socket.io/} is what the code does, and nothing in a packet has two meanings.
 */
class SocketIoDescriptionTest {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final List<String> OF_THE_FRAME = List.of("seq", "at", "snapshot", "cursor");

    @Test
    void theDescriptionNamesEveryError() throws IOException {
        var channel = channel();
        assertThat(list(channel.get("x-connect-errors")).map(JsonNode::asText))
                .containsExactlyElementsOf(Stream.of(ConnectError.values()).map(Enum::name).toList());
        assertThat(list(channel.get("x-engine-errors")).map(error -> error.get("status").asInt() + " " + error.get("code")))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(EngineError.values()).map(error -> error.status() + " " + code(error)).toList());
    }

    @Test
    void theDescriptionShowsWhatIsEmitted() throws IOException {
        var data = JSON.createObjectNode().put("sessionId", new UUID(0, 1).toString());
        var frame = new EventFrame("authenticated", new UUID(0, 1), 4, Instant.EPOCH, data).asSnapshot().withCursor("here");
        var packet = new PacketJson(JSON).event(frame);
        assertThat(packet).startsWith("2[\"authenticated\",{");
        var described = channel().at("/messages/event/payload/prefixItems/1/properties");
        assertThat(names(JSON.readTree(packet.substring(1)).get(1)))
                .containsExactlyInAnyOrderElementsOf(names(described)).containsAll(OF_THE_FRAME);
        // The log's own is left as it was.
        assertThat(names(data)).containsExactly("sessionId");
    }

    @Test
    void noEventHasAFieldThatTheFrameNeeds() {
        assertThat(Stream.of(SessionEvent.class.getPermittedSubclasses()).flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)).isNotEmpty().doesNotContainAnyElementsOf(OF_THE_FRAME);
    }

    @ParameterizedTest
    @CsvSource({ "true, 2", "false, 0" })
    void offMeansThatNothingIsServed(boolean enabled, int routes) {
        var config = new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(SocketIoConfig.class)
                .withDefaultValue("pindai.socketio.enabled", "" + enabled).build().getConfigMapping(SocketIoConfig.class);
        var vertx = Vertx.vertx();
        try {
            var router = Router.router(vertx);
            new SocketIoRoutes(config, null, null, null).register(router);
            assertThat(router.getRoutes()).hasSize(routes);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', value = { "0 | 0 | / | ''", "0{\"a\":1} | 0 | / | {\"a\":1}",
            "0/admin,{} | 0 | /admin | {}", "1/admin, | 1 | /admin | ''", "1/admin | 1 | /admin | ''",
            "212[\"x\"] | 2 | / | 12[\"x\"]", "52-/a,7[\"x\"] | 5 | /a | 7[\"x\"]", "7 | - | - | -", "x | - | - | -",
            "'' | - | - | -" })
    void packetsAreReadAsTheProtocolHasThem(String text, Character type, String namespace, String payload) {
        var packet = SocketPacket.parse(text);
        assertThat(packet.map(SocketPacket::type).orElse(null)).isEqualTo(type);
        assertThat(packet.map(SocketPacket::namespace).orElse(null)).isEqualTo(namespace);
        assertThat(packet.map(SocketPacket::payload).orElse(null)).isEqualTo(payload);
    }

    private static JsonNode channel() throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(Path.of("api", "asyncapi.yaml").toFile()).at("/channels/socketIo");
    }

    private static int code(EngineError error) {
        try {
            return JSON.readTree(error.body()).get("code").asInt();
        } catch (IOException e) {
            throw new AssertionError(error.body(), e);
        }
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }
}
