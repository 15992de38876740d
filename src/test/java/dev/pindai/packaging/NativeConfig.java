package dev.pindai.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the native compiler would be told: Quarkus writes it down with everything else that it hands over, compiler or not (see
 * the execution {@code native-sources} of the build).
 */
final class NativeConfig {

    static final Path HOME = Path.of("target", "native-sources");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Flags by class; {@code methods} also if only some methods were named. */
    private final Map<String, Set<String>> types = new HashMap<>();
    private final List<Pattern> resources = new ArrayList<>();

    static NativeConfig read() throws IOException {
        var config = new NativeConfig();
        try (var files = Files.walk(HOME)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .toList()) {
                config.add(jar);
            }
        }
        if (config.types.isEmpty()) {
            throw new IllegalStateException("No list of the native build is below " + HOME + ": build with mvnw verify");
        }
        return config;
    }

    private void add(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            for (var entry : jar.stream().filter(entry -> entry.getName().startsWith("META-INF/native-image/")).toList()) {
                try (var in = jar.getInputStream(entry)) {
                    if (entry.getName().endsWith("reflect-config.json")) {
                        JSON.readTree(in).forEach(this::addType);
                    } else if (entry.getName().endsWith("resource-config.json")) {
                        addResources(JSON.readTree(in));
                    }
                }
            }
        }
    }

    private void addResources(JsonNode config) {
        config.at("/resources/includes").forEach(include -> resources.add(Pattern.compile(include.get("pattern").asText())));
        config.at("/bundles").forEach(bundle -> resources.add(Pattern.compile(
                Pattern.quote(bundle.get("name").asText().replace('.', '/')) + "(_\\w+)?\\.properties")));
    }

    private void addType(JsonNode entry) {
        var flags = types.computeIfAbsent(entry.get("name").asText(), name -> new HashSet<>());
        entry.properties().stream().filter(flag -> flag.getValue().isArray() || flag.getValue().asBoolean())
                .forEach(flag -> flags.add(flag.getKey()));
    }

    boolean knows(String type) {
        return types.containsKey(type);
    }

    /** Whether a class is registered for this flag of {@code reflect-config.json}. */
    boolean has(String type, String flag) {
        return types.getOrDefault(type, Set.of()).contains(flag);
    }

    /** Whether a resource, named from the root of the class path, is in the executable. */
    boolean carries(String resource) {
        return resources.stream().anyMatch(pattern -> pattern.matcher(resource).matches());
    }
}
