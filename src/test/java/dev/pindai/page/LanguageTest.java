package dev.pindai.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/** Which language a visitor reads. */
class LanguageTest {

    private static final List<Locale> JAVANESE_THEN_INDONESIAN = List.of(Locale.of("jv"), Locale.of("id", "ID"),
            Locale.ENGLISH);

    @Test
    void theChoiceOfThisRequestWinsOverTheRememberedOneAndThatOverTheBrowser() {
        assertThat(Language.choose("en", "id", JAVANESE_THEN_INDONESIAN)).isEqualTo(Language.EN);
        assertThat(Language.choose(null, "en", JAVANESE_THEN_INDONESIAN)).isEqualTo(Language.EN);
        assertThat(Language.choose(null, null, JAVANESE_THEN_INDONESIAN)).isEqualTo(Language.ID);
    }

    @Test
    void unknownChoicesCountAsNone() {
        assertThat(Language.choose("xx", "<script>", JAVANESE_THEN_INDONESIAN)).isEqualTo(Language.ID);
    }

    @Test
    void malayReadersGetIndonesianAndEverybodyElseEnglish() {
        assertThat(Language.choose(null, null, List.of(Locale.of("ms"), Locale.ENGLISH))).isEqualTo(Language.ID);
        assertThat(Language.choose(null, null, List.of(Locale.FRENCH))).isEqualTo(Language.EN);
        assertThat(Language.choose(null, null, List.of())).isEqualTo(Language.EN);
    }
}
