package dev.pindai.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an address leads, read as a browser reads it, or not at all. */
class WebOriginTest {

    @ParameterizedTest
    @CsvSource({ "https://shop.example.com/thanks?a=b#c, https://shop.example.com",
            "HTTPS://Shop.Example.COM, https://shop.example.com",
            "https://shop.example.com:443/, https://shop.example.com", "http://shop.example.com:80, http://shop.example.com",
            "http://shop.example.com:8080/x, http://shop.example.com:8080", "http://[::1]:8080/, http://[::1]:8080",
            "https://shop.example.com#@evil.example, https://shop.example.com",
            "https://shop.example.com.evil.example/, https://shop.example.com.evil.example" })
    void readsSchemeHostAndPort(String address, String origin) {
        assertThat(WebOrigin.of(address)).map(WebOrigin::toString).hasValue(origin);
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "data:text/html,x", "ftp://shop.example.com", "//shop.example.com",
            "/thanks",
            "https:shop.example.com", "https:///x", "https://shop.example.com@evil.example/", "https://a:b@shop.example.com",
            "https://shop.example.com\\@evil.example", "https://shop.example.com\t.evil.example", " https://shop.example.com",
            "https://", "" })
    void readsNothingElse(String address) {
        assertThat(WebOrigin.of(address)).isEmpty();
    }

    @Test
    void anOriginOfAListIsNothingMore() {
        assertThat(WebOrigin.exactly("https://shop.example.com")).isPresent();
        assertThat(WebOrigin.exactly("https://Shop.example.com:443")).isEqualTo(WebOrigin.of("https://shop.example.com"));
        assertThat(WebOrigin.exactly("https://shop.example.com/")).isEmpty();
        assertThat(WebOrigin.exactly("https://shop.example.com/path")).isEmpty();
        assertThat(WebOrigin.exactly("https://*.example.com")).isEmpty();
        assertThat(WebOrigin.exactly("shop.example.com")).isEmpty();
    }
}
