package dev.pindai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.pindai.event.EventType;
import dev.pindai.session.Reason;
import dev.pindai.session.SessionStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents keep up with the code: each word of the contract is explained, and no link leads to nothing. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("(?:\\]\\(|src=\")([^)\"#:]+)[)\"#]");
    private static final Pattern WORD = Pattern.compile("`([A-Za-z_]+)`");

    @Test
    void theReadmeExplainsEveryStatus() throws IOException {
        assertThat(explained("## Statuses")).containsExactlyElementsOf(names(SessionStatus.values()));
    }

    @Test
    void theReadmeExplainsEveryReason() throws IOException {
        assertThat(explained("### Reasons")).containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    }

    @Test
    void theReadmeExplainsEveryEvent() throws IOException {
        assertThat(explained("### Events"))
                .containsExactlyInAnyOrderElementsOf(Stream.of(EventType.values()).map(EventType::wireName).toList());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(String name) throws IOException {
        var file = Path.of(name).toAbsolutePath();
        assertThat(LINK.matcher(Files.readString(file)).results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    static List<String> documents() throws IOException {
        try (var docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of("README.md", "README.id.md", "CONTRIBUTING.md", "SECURITY.md"),
                    docs.map(Path::toString).filter(name -> name.endsWith(".md")).sorted()).toList();
        }
    }

    /** The words in the first column of the first table below a heading. */
    private static List<String> explained(String heading) throws IOException {
        return Files.readString(Path.of("README.md")).lines().dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|")).takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> WORD.matcher(line.split("\\|")[1]).results().map(word -> word.group(1))).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }
}
