package dev.pindai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The README in Indonesian says what the one in English says: the same sections, commands, settings and words of the API. */
class ReadmeTest {

    private static final Path ENGLISH = Path.of("README.md");
    private static final Path INDONESIAN = Path.of("README.id.md");
    /** Both languages use them alike, but for sentences in them. */
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| ([^|]*`[^|]*)\\|.*");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    @Test
    void bothHaveTheSameSections() throws IOException {
        assertThat(headings(INDONESIAN)).isEqualTo(headings(ENGLISH));
    }

    @Test
    void bothHaveTheSameCommandsAndExamples() throws IOException {
        assertThat(code(INDONESIAN)).containsExactlyElementsOf(code(ENGLISH));
    }

    @Test
    void bothExplainTheSameWords() throws IOException {
        assertThat(explained(INDONESIAN)).containsExactlyElementsOf(explained(ENGLISH));
    }

    /** Levels, in their order. */
    private static List<String> headings(Path file) throws IOException {
        var inCode = new boolean[1];
        return Files.readString(file).lines().filter(line -> {
            if (line.startsWith("```")) {
                inCode[0] = !inCode[0];
            }
            return !inCode[0] && line.startsWith("#");
        }).map(line -> line.replaceFirst(" .*", "")).toList();
    }

    /** Every line of code, without comments, which are translated. */
    private static List<String> code(Path file) throws IOException {
        var lines = new ArrayList<String>();
        var inCode = false;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                inCode = !inCode;
                lines.add(line);
            } else if (inCode) {
                lines.add(line.replaceFirst("(^|\\s{2,})(#|//) .*$", "").stripTrailing());
            }
        }
        return lines.stream().filter(line -> !line.isEmpty()).toList();
    }

    /** Words of code in the first column of tables. */
    private static List<String> explained(Path file) throws IOException {
        return Files.readString(file).lines().map(FIRST_CELL::matcher).filter(cell -> cell.matches())
                .flatMap(cell -> WORD.matcher(cell.group(1)).results().map(word -> word.group(1)))
                .flatMap(word -> Stream.of(word.strip())).toList();
    }
}
