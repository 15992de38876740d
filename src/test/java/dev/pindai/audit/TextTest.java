package dev.pindai.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What strangers write is stored on one line, and never so that the database refuses the whole batch. */
class TextTest {

    @Test
    void nothingIsLeftInItThatNoColumnTakesOrThatForgesALine() {
        assertThat(Text.cut("a\0b\r\nNot in the audit: c\u001b[2J\u0085d", 200)).isEqualTo("abNot in the audit: c[2Jd");
        assertThat(Text.cut("half a letter \ud83d, a whole one \ud83d\ude00", 200))
                .isEqualTo("half a letter , a whole one \ud83d\ude00");
        assertThat(Text.cut(null, 200)).isNull();
    }

    @Test
    void itIsCutByLetters() {
        assertThat(Text.cut("x".repeat(300), 200)).hasSize(200);
        assertThat(Text.cut("\ud83d\ude00\ud83d\ude00", 1)).isEqualTo("\ud83d\ude00");
    }
}
