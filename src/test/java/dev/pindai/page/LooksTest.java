package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.pindai.session.Reason;
import dev.pindai.session.SessionStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that can happen to a session is without a picture and words. */
class LooksTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");

    @Test
    void eachStatusAndEachReasonHasALook() {
        assertThat(names(StatusLook.values())).containsExactlyInAnyOrderElementsOf(names(SessionStatus.values()));
        assertThat(names(ReasonLook.values())).containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    }

    @Test
    void eachPictureIsAmongTheBundledIcons() throws IOException {
        var icons = Files.readString(Path.of("src/main/web/src/icons.json"));
        var used = Stream.concat(Stream.of(StatusLook.values()).map(StatusLook::icon),
                Stream.concat(Stream.of(ReasonLook.values()).map(ReasonLook::icon),
                        Stream.of(ScanScene.values()).map(ScanScene::icon)));
        assertThat(used).allSatisfy(icon -> assertThat(icons).contains('"' + icon + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = { "msg", "ses", "care", "js", "state", "hook", "key", "scan", "share", "audit", "sign" })
    void bothLanguagesSayEverything(String bundle) {
        var english = read(bundle + "_en.properties");
        var indonesian = read(bundle + "_id.properties");
        assertThat(indonesian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(indonesian.values()).noneMatch(text -> text.toString().isBlank());
    }

    /** A placeholder that a translation loses would show as a hole in the sentence. */
    @ParameterizedTest
    @ValueSource(strings = { "msg", "ses", "care", "js", "state", "hook", "key", "scan", "share", "audit", "sign" })
    void translationsKeepThePlaceholders(String bundle) {
        var english = read(bundle + "_en.properties");
        var indonesian = read(bundle + "_id.properties");
        assertThat(english.stringPropertyNames()).allSatisfy(
                key -> assertThat(placeholders(indonesian.getProperty(key))).as(key)
                        .isEqualTo(placeholders(english.getProperty(key))));
    }

    private static List<String> names(Enum<?>[] values) {
        return Stream.of(values).map(Enum::name).toList();
    }

    private static Set<String> placeholders(String text) {
        return Pattern.compile("\\[\\w+]|\\{\\w+}").matcher(text).results()
                .map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Properties read(String file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(MESSAGES.resolve(file))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
