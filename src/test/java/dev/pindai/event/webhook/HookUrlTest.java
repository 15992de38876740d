package dev.pindai.event.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import dev.pindai.shared.ProblemException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of an address and of headers before anything is sent. */
class HookUrlTest {

    @ParameterizedTest
    @CsvSource({ "https://Example.com/a?b=c, example.com, example.com:443", "http://example.com, example.com, example.com:80",
            " https://example.com:8443/ , example.com, example.com:8443",
            "http://[2001:db8::1]:80/x, 2001:db8::1, [2001:db8::1]:80",
            "http://10.0.0.1/, 10.0.0.1, 10.0.0.1:80" })
    void anAddressIsReadAsItIs(String text, String name, String host) {
        var url = HookUrl.read(text);
        assertThat(url).isEqualTo(new HookUrl(text.strip(), name, host));
    }

    @ParameterizedTest
    @ValueSource(strings = { "example.com", "ftp://example.com/", "file:///etc/passwd", "https://", "https:///a",
            "javascript:x",
            "https://user:password@example.com/", "https://example.com/#a", "https://example.com:0/",
            "https://example.com:65536/",
            "https://bücher.example/", "https://exa mple.com/", "http://127.1/", "gopher://example.com/" })
    void whatIsNoneIsToldSo(String text) {
        assertThatThrownBy(() -> HookUrl.read(text)).isInstanceOf(ProblemException.class)
                .extracting(e -> ((ProblemException) e).code()).isEqualTo("INVALID_WEBHOOK_URL");
    }

    @Test
    void theQueryIsShownToNobody() {
        assertThat(HookUrl.shown("https://example.com/a?token=x")).isEqualTo("https://example.com/a");
    }

    @ParameterizedTest
    @ValueSource(strings = { "Host", "content-length", "X-Webhook-Id", "x-pindai-signature", "Transfer-Encoding", "a b", "a:b",
            "ä", "" })
    void headersThatAreOursOrNoneAreRefused(String name) {
        assertThatThrownBy(() -> HookHeaders.read(Map.of(name, "x"))).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "a\r\nX-Other: b", "a\nb", "a\0", "\u20ac" })
    void valuesThatWouldBeMoreThanOneLineAreRefused(String value) {
        assertThatThrownBy(() -> HookHeaders.read(Map.of("X-A", value))).isInstanceOf(ProblemException.class);
    }

    @Test
    void theMaskStandsForTheValueThatIsThere() {
        assertThat(HookHeaders.read(Map.of("authorization", "•••", "X-B", "new"), Map.of("Authorization", "old", "X-B", "old"),
                (name, value) -> name + " encrypted"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("authorization", "old", "X-B", "X-B encrypted"));
        assertThatThrownBy(() -> HookHeaders.read(Map.of("X-C", "•••"))).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> HookHeaders.read(Map.of("X-C", "1", "x-c", "2")))
                .isInstanceOf(ProblemException.class);
    }
}
