package dev.pindai.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The examples in a document: its fenced blocks. */
public final class Fences {

    private Fences() {
    }

    /** Those of a language below a heading, down to the next heading of any depth; below none for the whole document. */
    public static List<String> of(String language, String document, String heading) {
        try {
            var text = Files.readString(Path.of(document));
            if (!heading.isEmpty()) {
                var part = Pattern.compile("^" + Pattern.quote(heading) + "\n(.*?)(?=^#{2,} |\\z)",
                        Pattern.MULTILINE | Pattern.DOTALL).matcher(text);
                if (!part.find()) {
                    throw new IllegalArgumentException(document + " has no heading " + heading);
                }
                text = part.group(1);
            }
            return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL).matcher(text)
                    .results().map(block -> block.group(1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
