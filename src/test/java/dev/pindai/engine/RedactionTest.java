package dev.pindai.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept for diagnostics tells what went wrong, and nothing that opens anything. */
class RedactionTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("new code 2@Abc+/d9,eF==,gH==,iJ== shown", "Abc", "iJ=="),
                Arguments.of("your code: ABCD-1239.", "ABCD", "1239"),
                Arguments.of("your code: SKMXF197", "SKMXF", "F197"),
                Arguments.of("GET https://user:pass@host/path?token=abc&x=1#frag failed", "pass", "abc"),
                Arguments.of("wss://web.whatsapp.com/ws/chat?ED=CAIICA&x", "CAIICA", "ED="),
                Arguments.of("Cookie: wa_ul=1234-abc; wa_lang=en", "1234-abc", "wa_lang"),
                Arguments.of("authorization: Bearer ab.cd.ef", "Bearer ab", "cd.ef"),
                Arguments.of("{\"password\":\"rahasia dapur\",\"a\":1}", "rahasia", "dapur"),
                Arguments.of("noiseKey=aGVsbG8", "aGVsbG8", "aGVs"),
                // A key may happen to have no digit.
                Arguments.of("kjQiSuAjLiUHyNBGeGyuwzQlNsBkHKCWWiFAdHxTASs=", "kjQiSu", "HxTASs"),
                // Nor is it left in part because something in it looks like a pairing code.
                Arguments.of("jrq5oCWC1DwQW+C1LVS9NB/GFM1xYz0aBcDeFgHiJkLmNo=", "jrq5oC", "DwQW"),
                Arguments.of("deadbeefdeadbeefdeadbeefdeadbeef", "deadbeef", "beef"),
                Arguments.of("image data:image/png;base64,iVBORw0KGgo= drawn", "iVBOR", "Ggo"),
                Arguments.of("ready as 628123456789@c.us", "628123456789", "123456"),
                Arguments.of("call +62 812-3456-7890 now", "3456", "812-3456"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void aSecretIsTakenOut(String text, String secret, String partOfIt) {
        assertThat(Redaction.clean(text)).doesNotContain(secret, partOfIt);
    }

    @RepeatedTest(20)
    void keysOfAnyAlphabetAreTakenOut() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        for (String text : new String[] { Base64.getEncoder().encodeToString(key),
                Base64.getUrlEncoder().withoutPadding().encodeToString(key) }) {
            assertThat(Redaction.clean("the key " + text + " is")).doesNotContain(text, text.substring(2, 14));
            String qr = "2@" + text + "," + text + "," + text + "," + text;
            assertThat(Redaction.clean("shown: \"" + qr + "\"")).doesNotContain(text.substring(0, 12));
            assertThat(Redaction.clean(text.substring(0, 20) + "," + text + "," + text)).doesNotContain(text.substring(0, 12));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "net::ERR_CONNECTION_REFUSED at http://localhost:8080/sandbox/web/wa/account.js",
            "Failed to load resource: the server responded with a status of 404 (Not Found)",
            "TypeError: Cannot read properties of undefined (reading 'waNoiseInfo')",
            "The profile /var/lib/pindai/profiles/01a20670-5128-7b05-b524-4e37977157ff is in use by process 4711; end that first",
            "socket CONNECTED, stream TIMEOUT at 2026-11-23T03:27:35.869704123Z",
            "WebSocket closed: wss://web.whatsapp.com/ws/chat" })
    void whatTellsTheTroubleStays(String text) {
        assertThat(Redaction.clean(text)).isEqualTo(text);
    }

    @Test
    void aPhoneNumberKeepsItsEnds() {
        assertThat(Redaction.phoneNumbers("+628123456789 is 628123456789@c.us"))
                .isEqualTo("+6281******89 is 6281******89@c.us");
        assertThat(Redaction.phoneNumbers("true_628123456789@c.us_3EB0 chat:628123456789:4@s.whatsapp.net 081234567890"))
                .doesNotContain("23456").contains("@c.us_3EB0");
        assertThat(Redaction.phoneNumbers("{\"memoryBytes\":262144000}")).contains("262144000");
    }

    @Test
    void aLongRunWithoutACommaIsNoQr() {
        assertThat(Redaction.clean("a-".repeat(1000) + " end")).endsWith("end");
    }

    /** Runs that nearly match, up to the length that is kept of a line. */
    @ParameterizedTest
    @ValueSource(strings = { "a", "a-", "a.", "password", "ABCD", "1@", "aaaaaaaa,", "+1 ", "http://a", "data:",
            "0123456789abcdef" })
    void aSecretAfterAnyRunIsTakenOut(String part) {
        String run = part.repeat(1000 / part.length()).substring(0, 900);
        assertThat(Redaction.clean(run + " token=rahasia dan https://user:dapur@host/")).doesNotContain("rahasia", "dapur");
    }

    @Test
    void aSecretThatWasCutInTwoIsTakenOutToo() {
        for (String half : new String[] { "https://user:rahas", "kjQiSuAjrahas", "SKMXrahas", "+62 812 rahas" }) {
            assertThat(Redaction.cleanHead("failed at ".repeat(20) + half)).startsWith("failed at ").endsWith("…")
                    .doesNotContain("rahas", "kjQ", "SKMX", "812");
        }
        assertThat(Redaction.cleanHead("x".repeat(30))).isEqualTo("…");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Redaction.clean("word ".repeat(100_000))).hasSizeLessThanOrEqualTo(4000);
        assertThat(Redaction.clean(null)).isNull();
    }
}
