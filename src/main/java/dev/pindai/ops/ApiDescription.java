package dev.pindai.ops;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pindai.shared.Problem;

import io.quarkus.smallrye.openapi.OpenApiFilter;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to the API description what is the same for every call, so that resources need not repeat it: the refusals, the form
 * of problems and their examples. The words are in {@code META-INF/openapi.yaml}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

    private static final Pattern CODE = Pattern.compile("`([A-Z][A-Z_]+)`");
    private static final Set<String> MADE_UP = Set.of("Bad Request", "Not Authorized", "Not Allowed");
    private static final String API_KEY = "apiKey";
    private static final String BEARER = "bearer";
    private static final String SCAN = "/api/scan";
    private static final String TEXT = "text/plain";
    private static final int FIRST_ERROR = 400;

    @Override
    public void filterOpenAPI(OpenAPI api) {
        // How Jackson's tree looks from the inside is nobody's concern: to callers it is any object.
        api.getComponents().addSchema("ObjectNode",
                OASFactory.createSchema().addType(Schema.SchemaType.OBJECT)
                        .description("What the event says; its fields are in api/asyncapi.yaml")
                        .additionalPropertiesBoolean(true));
        List.of("JsonNode", "JsonNodeType").forEach(api.getComponents()::removeSchema);
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations().values()
                .forEach(operation -> complete(path, operation, api.getComponents().getExamples().keySet()::contains)));
    }

    private static void complete(String path, Operation operation, Predicate<String> isExample) {
        var responses = operation.getResponses();
        if (path.startsWith(SCAN)) {
            // Its own credential, and no key's scopes.
            addReference(responses, "401", "ScanLinkOver");
            operation.security(List.of(OASFactory.createSecurityRequirement().addScheme("scanLink")));
        } else {
            addReference(responses, "401", "Unauthorized");
            lock(operation);
        }
        if (path.contains("{id}")) {
            addReference(responses, "404", path.startsWith("/api/webhooks/") ? "WebhookNotFound"
                    : path.startsWith("/api/keys/") ? "KeyNotFound" : "SessionNotFound");
        }
        if (takesInput(operation)) {
            addReference(responses, "400", "Invalid");
        }
        addReference(responses, "default", "Problem");
        responses.getAPIResponses().forEach((status, response) -> {
            if (response.getRef() == null && isError(status)) {
                describe(response, isExample);
            } else if (response.getContent() != null) {
                withoutCharset(response.getContent());
            }
        });
    }

    /** What its resource says of roles is read as the scopes of a key; a key may come as a bearer token, too. */
    private static void lock(Operation operation) {
        var scopes = operation.getSecurity() == null ? List.<String> of()
                : operation.getSecurity().getFirst().getScheme(API_KEY);
        if (!scopes.isEmpty()) {
            addReference(operation.getResponses(), "403", "ScopeMissing");
            operation.security(Stream.of(API_KEY, BEARER)
                    .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme, scopes)).toList());
            var words = "Takes the scope `" + String.join("`, `", scopes) + "`.";
            operation.description(
                    operation.getDescription() == null ? words : operation.getDescription().strip() + " " + words);
        }
    }

    private static boolean takesInput(Operation operation) {
        return operation.getRequestBody() != null || operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "query".equals(String.valueOf(parameter.getIn())));
    }

    /** What a resource says itself stays, unless it is what the scanner makes up. */
    private static void addReference(APIResponses responses, String status, String name) {
        var known = responses.getAPIResponse(status);
        if (known == null || MADE_UP.contains(String.valueOf(known.getDescription()))) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().ref(name));
        }
    }

    private static boolean isError(String status) {
        return status.chars().allMatch(Character::isDigit) && Integer.parseInt(status) >= FIRST_ERROR;
    }

    private static void describe(APIResponse response, Predicate<String> isExample) {
        var content = response.getContent() == null ? OASFactory.createContent() : response.getContent();
        var problem = content.getMediaTypes() == null ? null : content.getMediaType(Problem.MEDIA_TYPE);
        var described = problem == null ? OASFactory.createMediaType() : problem;
        described.schema(OASFactory.createSchema().ref("Problem"));
        CODE.matcher(String.valueOf(response.getDescription())).results().map(code -> code.group(1)).filter(isExample)
                .forEach(code -> described.addExample(code, OASFactory.createExample().ref(code)));
        response.content(content.addMediaType(Problem.MEDIA_TYPE, described));
    }

    private static void withoutCharset(Content content) {
        Map<String, MediaType> types = Map.copyOf(content.getMediaTypes());
        types.forEach((name, type) -> {
            if (name.startsWith(TEXT + ";")) {
                content.removeMediaType(name);
                content.addMediaType(TEXT, type);
            }
        });
    }
}
