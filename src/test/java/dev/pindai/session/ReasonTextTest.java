package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason is told to people in both languages: what happened, and in a further sentence what they can do. */
class ReasonTextTest {

    @ParameterizedTest
    @EnumSource(Reason.class)
    void saysWhatHappenedAndWhatToDo(Reason reason) {
        var english = ReasonText.sentence(reason, Locale.ENGLISH);
        var indonesian = ReasonText.sentence(reason, Locale.of("id"));
        assertThat(english).matches("[^.]+\\. [A-Z].+\\.");
        assertThat(indonesian).matches("[^.]+\\. [A-Z].+\\.").isNotEqualTo(english);
    }
}
