package dev.pindai.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.google.gson.reflect.TypeToken;
import com.microsoft.playwright.Playwright;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * Playwright speaks to its driver through Gson, which reads fields by reflection: a native executable has to be told of each
 * class. The list is a file of the application; this test says what a new version of Playwright changes in it.
 */
class PlaywrightReflectionTest {

    private static final Path LIST = Path
            .of("src/main/resources/META-INF/native-image/com.microsoft.playwright/playwright/reflect-config.json");
    private static final Path NEW = Path.of("target/native/playwright-reflect-config.json");
    /**
     * What goes over the wire. Without {@code impl.junit}: it leans on JUnit, which is not there, and the native compiler dies
     * of it.
     */
    private static final Pattern SPOKEN = Pattern
            .compile("com\\.microsoft\\.playwright\\.(options\\.(.*)|impl\\.(?!junit\\.)(.*)|.*Options)");

    @Test
    void theListIsOfTheVersionThatIsUsed() throws IOException {
        // Gson's own, by which Playwright names generic types.
        var gson = Stream.of("{\"name\":\"" + TypeToken.class.getName() + "\"}");
        var playwright = new ClassFileImporter().importUrl(Playwright.class.getProtectionDomain().getCodeSource().getLocation())
                .stream().map(JavaClass::getName).filter(name -> name.startsWith("com.microsoft.playwright.")).sorted()
                .flatMap(name -> SPOKEN.matcher(name).matches() ? spoken(name) : named(name));
        var expected = Stream.concat(gson, playwright).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        Files.createDirectories(NEW.getParent());
        Files.writeString(NEW, expected);

        assertThat(Files.exists(LIST) ? Files.readString(LIST) : "")
                .as("accept it with: cp %s %s", NEW, LIST).isEqualTo(expected);
    }

    /** What fields are of, as Gson reads their generic types: these are found by name. */
    private static Stream<String> named(String name) {
        return name.matches("com\\.microsoft\\.playwright\\.[A-Za-z]+") ? Stream.of("{\"name\":\"" + name + "\"}")
                : Stream.empty();
    }

    private static Stream<String> spoken(String name) {
        try {
            Class<?> type = Class.forName(name, false, Playwright.class.getClassLoader());
            if (type.isInterface()) {
                return Stream.of("{\"name\":\"" + name + "\"}");
            }
            // Gson makes those without a constructor of no arguments by other means.
            boolean unsafe = !type.isEnum() && !Modifier.isAbstract(type.getModifiers())
                    && Stream.of(type.getDeclaredConstructors()).mapToInt(Constructor::getParameterCount).min().orElse(1) > 0;
            return Stream.of("{\"name\":\"" + name + "\",\"allDeclaredFields\":true,\"allDeclaredConstructors\":true"
                    + (unsafe ? ",\"unsafeAllocated\":true}" : "}"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
