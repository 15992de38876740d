package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which phone numbers are taken, and what is said of the others. */
class PhoneNumbersTest {

    @ParameterizedTest
    @ValueSource(strings = { "+6281234567890", " +62 812-3456-7890 ", "+62 (812) 3456.7890", "+62\u00a0812\u20113456\u20117890",
            "\u202a+6281234567890\u202c" })
    void aNumberInInternationalFormIsItsDigits(String written) {
        assertThat(PhoneNumbers.digits(written)).isEqualTo("6281234567890");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "081234567890      | must begin with +",
            "81234567890       | must begin with +",
            "6281234567890     | must begin with +",
            "006281234567890   | must begin with +",
            "+62 812           | too short",
            "+1 202 555 0123 456 | too long",
            "+1                | too short or too long",
            "+62 812 BUNGA     | nothing else",
            "+62812x34567890   | nothing else",
            "+62+81234567890   | nothing else",
            "+999 81234567890  | country code that no country has",
            "+0 81234567890    | country code that no country has",
            "+62 0000 0000 00  | has given out",
            "''                | nothing else",
            "+                 | nothing else" })
    void whatIsNoneIsToldHowToMendIt(String written, String why) {
        assertThatThrownBy(() -> PhoneNumbers.digits(written)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why).hasMessageStartingWith("phoneNumber ");
    }

    @Test
    void theNumberOfAnAccountIsInItsId() {
        assertThat(PhoneNumbers.ofWid("628123:4@c.us")).isEqualTo("+628123");
        assertThat(PhoneNumbers.ofWid("99123@lid")).isNull();
        assertThat(PhoneNumbers.ofWid(null)).isNull();
    }
}
