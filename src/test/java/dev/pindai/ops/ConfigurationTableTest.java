package dev.pindai.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.quarkus.runtime.configuration.DurationConverter;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** The tables of settings, for their readers: every key that the code reads, with the default that it has. */
class ConfigurationTableTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(pindai\\.[a-z.-]+)` \\| ([^|]*) \\| (.*) \\|$");
    private static final Pattern VALUE = Pattern.compile("^`([^`]*)`");
    private static final Pattern OLD_NAME = Pattern.compile("\\$\\{pindai\\.[a-z.-]+:([^}]*)}");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{(pindai\\.[a-z.-]+)");
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.pindai");

    @Test
    void namesEveryKeyWithItsDefault() throws IOException {
        var rows = rows(Path.of("docs", "configuration.md"));
        var keys = keys();
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(keys.keySet());
        rows.forEach((key, cell) -> assertDefault(key, keys.get(key), cell));
    }

    @Test
    void theReadmeSaysNothingElse() throws IOException {
        var keys = keys();
        var rows = rows(Path.of("README.md"));
        assertThat(rows.keySet()).isNotEmpty().isSubsetOf(keys.keySet());
        rows.forEach((key, cell) -> assertDefault(key, keys.get(key), cell));
    }

    private static void assertDefault(String key, Optional<Default> inCode, String cell) {
        if (inCode.isEmpty()) {
            assertThat(cell).as("%s has no default of its own: say in words what happens without it", key)
                    .isNotBlank().doesNotMatch("`[^`]*`");
            return;
        }
        var written = VALUE.matcher(cell);
        assertThat(written.find()).as("%s: its default comes first, in backticks: %s", key, cell).isTrue();
        assertThat(inCode.get().read(written.group(1))).as(key).isEqualTo(inCode.get().read(inCode.get().text()));
    }

    /** Keys by name; without a value if the code has no default. */
    private static Map<String, Optional<Default>> keys() throws IOException {
        var keys = new TreeMap<String, Optional<Default>>();
        expressions().forEach(key -> keys.put(key, Optional.empty()));
        parameters().forEach(property -> keys.put(property.name(), Optional.of(property.defaultValue())
                .filter(text -> !text.equals(ConfigProperty.UNCONFIGURED_VALUE)).map(text -> new Default(text, String.class))));
        mappings().forEach(mapping -> {
            for (var method : mapping.getDeclaredMethods()) {
                keys.put(mapping.getAnnotation(ConfigMapping.class).prefix() + "." + name(method),
                        Optional.ofNullable(method.getAnnotation(WithDefault.class))
                                .map(value -> new Default(unlessOldName(value.value()), method.getReturnType())));
            }
        });
        return keys;
    }

    /** The value of a default that is first looked for under the key's old name. */
    private static String unlessOldName(String value) {
        var old = OLD_NAME.matcher(value);
        return old.matches() ? old.group(1) : value;
    }

    private static Stream<Class<?>> mappings() {
        return OURS.stream().filter(type -> type.isAnnotatedWith(ConfigMapping.class)).map(type -> (Class<?>) type.reflect());
    }

    /** Settings that a constructor asks for by itself. */
    private static Stream<ConfigProperty> parameters() {
        return OURS.stream().flatMap(type -> type.getConstructors().stream())
                .flatMap(constructor -> constructor.getParameters().stream())
                .filter(parameter -> parameter.isAnnotatedWith(ConfigProperty.class))
                .map(parameter -> parameter.getAnnotationOfType(ConfigProperty.class))
                .filter(property -> property.name().startsWith("pindai."));
    }

    /** Settings that only stand in other settings. */
    private static Stream<String> expressions() throws IOException {
        return EXPRESSION.matcher(Files.readString(Path.of("src", "main", "resources", "application.properties"))).results()
                .map(found -> found.group(1));
    }

    private static String name(Method method) {
        return Optional.ofNullable(method.getAnnotation(WithName.class)).map(WithName::value)
                .orElseGet(() -> method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT));
    }

    private static Map<String, String> rows(Path file) throws IOException {
        var rows = new HashMap<String, String>();
        ROW.matcher(Files.readString(file)).results().forEach(row -> assertThat(rows.put(row.group(1), row.group(2)))
                .as("%s stands twice in %s", row.group(1), file).isNull());
        return rows;
    }

    /** A default as it stands in the code, and what it is. */
    private record Default(String text, Class<?> type) {

        Object read(String written) {
            return type == Duration.class ? DurationConverter.parseDuration(written) : written;
        }
    }
}
