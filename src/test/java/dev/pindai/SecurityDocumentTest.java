package dev.pindai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** What SECURITY.md claims to be shown by a test is shown by one that exists. */
class SecurityDocumentTest {

    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

    @Test
    void eachClassThatIsNamedExists() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            var classes = files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length())).collect(Collectors.toSet());
            var named = CLASS.matcher(Files.readString(Path.of("SECURITY.md"))).results().map(found -> found.group(1)).toList();
            assertThat(named).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(classes).contains(name));
        }
    }

    @Test
    void eachRowOfTheThreatModelNamesOne() throws IOException {
        var rows = Files.readString(Path.of("SECURITY.md")).lines().dropWhile(line -> !line.startsWith("| who |")).skip(2)
                .takeWhile(line -> line.startsWith("|")).toList();
        assertThat(rows).isNotEmpty().allSatisfy(row -> assertThat(CLASS.matcher(row).find()).as(row).isTrue());
    }
}
