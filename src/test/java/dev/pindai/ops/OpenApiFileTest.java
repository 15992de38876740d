package dev.pindai.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.pindai.shared.Problem;
import dev.pindai.testsupport.TestKey;

import io.quarkus.test.junit.QuarkusTest;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The API description: kept in the repository as it is served, so that a change of the contract is seen in review. */
@QuarkusTest
class OpenApiFileTest {

    private static final Path FILE = Path.of("api", "openapi.yaml");
    private static final Path SERVED = Path.of("target", "openapi.yaml");

    @Test
    void theFileIsWhatIsServed() throws IOException {
        var served = get("yaml");
        Files.createDirectories(SERVED.getParent());
        Files.writeString(SERVED, served);
        assertThat(Files.exists(FILE) ? Files.readString(FILE) : "")
                .as("The API changed. If that is wanted: cp %s %s", SERVED, FILE).isEqualTo(served);
    }

    @Test
    void everyCallSaysWhatItIsAndHowItIsRefused() throws IOException {
        var names = new ArrayList<String>();
        operations().forEach(operation -> {
            var name = operation.getKey();
            var call = operation.getValue();
            assertThat(call.path("summary").asText()).as(name).isNotBlank();
            assertThat(call.path("tags")).as(name).hasSize(1);
            assertThat(call.path("responses").path("401").path("$ref").asText()).as(name)
                    .endsWith(name.contains(" /api/scan") ? "/ScanLinkOver" : "/Unauthorized");
            names.add(call.path("operationId").asText());
            call.path("responses").properties().forEach(response -> assertAnswer(name + " " + response.getKey(),
                    response.getKey(), response.getValue()));
        });
        assertThat(names).hasSizeGreaterThan(15).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void problemsAreDescribedAsTheyAre() throws IOException {
        var components = json().path("components");
        var fields = Stream.of(Problem.class.getRecordComponents()).map(RecordComponent::getName).toList();
        assertThat(fieldNames(components.path("schemas").path("Problem").path("properties")))
                .containsExactlyInAnyOrderElementsOf(fields);
        var examples = components.path("examples").properties().stream()
                .filter(example -> example.getValue().path("value").has("code")).toList();
        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            var value = example.getValue().path("value");
            var rebuilt = Problem.of(value.path("status").asInt(), example.getKey(), "", "", null);
            assertThat(fieldNames(value)).isSubsetOf(fields);
            assertThat(value.path("code").asText()).isEqualTo(rebuilt.code());
            assertThat(value.path("type").asText()).isEqualTo(rebuilt.type());
            assertThat(value.path("title").asText()).isEqualTo(rebuilt.title());
        });
    }

    private static void assertAnswer(String name, String status, JsonNode answer) {
        if (answer.has("$ref")) {
            return;
        }
        assertThat(answer.path("description").asText()).as(name).isNotBlank();
        if (status.compareTo("400") >= 0) {
            assertThat(fieldNames(answer.path("content"))).as(name).containsExactly(Problem.MEDIA_TYPE);
        } else if (!status.equals("204")) {
            assertThat(answer.path("content")).as(name).isNotEmpty()
                    .allSatisfy(type -> assertThat(type.path("schema")).as(name).isNotEmpty());
        }
    }

    private static Stream<Map.Entry<String, JsonNode>> operations() throws IOException {
        return json().path("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("responses"))
                .map(method -> Map.entry(method.getKey() + " " + path.getKey(), method.getValue())));
    }

    private static List<String> fieldNames(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode json() throws IOException {
        return new ObjectMapper().readTree(get("json"));
    }

    private static String get(String format) {
        return given().header(TestKey.HEADER, TestKey.value()).queryParam("format", format).get("/q/openapi")
                .then().statusCode(200).extract().asString();
    }
}
