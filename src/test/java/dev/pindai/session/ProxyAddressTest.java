package dev.pindai.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pindai.shared.ProblemException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyAddressTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "http://proxy.example.com:3128,    http://proxy.example.com:3128,   -,    -",
            "HTTP://Proxy.Example.com/,        http://proxy.example.com:80,     -,    -",
            "https://proxy.example.com,        https://proxy.example.com:443,   -,    -",
            "socks5://10.0.0.1,                socks5://10.0.0.1:1080,          -,    -",
            "socks5h://a_b.example:9,          socks5://a_b.example:9,          -,    -",
            "socks5://[2001:DB8::1]:1080,      socks5://[2001:db8::1]:1080,     -,    -",
            "http://budi:s3:cret@h:1,          http://h:1,                      budi, s3:cret",
            "http://budi:p%40ss%25+@h:1,       http://h:1,                      budi, p@ss%+",
            "http://budi:p@ss/w?d#@h:1,        http://h:1,                      budi, p@ss/w?d#",
            "http://token@h:1,                 http://h:1,                      token, -",
            "http://bücher.example:80,         http://xn--bcher-kva.example:80, -,    -" })
    void takesTheFormsThatProvidersUse(String given, String server, String username, String password) {
        var proxy = ProxyAddress.read(given, null, null);

        assertThat(proxy.server()).isEqualTo(server);
        assertThat(proxy.username()).isEqualTo(username);
        assertThat(proxy.password()).isEqualTo(password);
        assertThat(proxy).hasToString(server);
    }

    @ParameterizedTest
    @ValueSource(strings = { "proxy.example.com:3128", "ftp://s3cret:1", "socks4://s3cret:1", "http://", "http://s3cret:0",
            "http://s3cret:65536", "http://s3cret:", "http://s3cret:1/path", "http://s3cret:1?x", "http://s3cret:1#x",
            "http://a s3cret:1", "http://[s3cret]:1", "http://:s3cret@h:1", "http://budi:%s3cret@h:1", "http://-s3cret:1",
            "socks5://budi@s3cret:1", "http://budi:s3cret%00@h:1", "http://budi:s3cret%0D%0A@h:1", "http://s3cret..x:1",
            "http://bu%3Adi:s3cret@h:1", "direct://", "javascript:s3cret" })
    void refusesTheRestAndRepeatsNothingOfIt(String given) {
        assertThatThrownBy(() -> ProxyAddress.read(given, null, null)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo("INVALID_PROXY");
            assertThat(e.getMessage()).startsWith("The proxy can't be used: ").endsWith(".").doesNotContain("s3cret");
        });
    }

    @Test
    void aLoginBesideTheAddressCountsAndMustNotStandTwice() {
        assertThat(ProxyAddress.read("socks5://h", "budi", "s3cret").password()).isEqualTo("s3cret");
        refused("http://budi:a@h:1", "budi", "b");
        refused("http://h:1", null, "b");
        refused("http://h:1", "", null);
        refused("socks5://h:1", "budi", "x".repeat(256));
        refused("socks5://h:1", "é".repeat(128), "x");
        assertThat(ProxyAddress.read("http://h:1", "budi", "x".repeat(1024)).password()).hasSize(1024);
    }

    private static void refused(String server, String username, String password) {
        assertThatThrownBy(() -> ProxyAddress.read(server, username, password)).isInstanceOf(ProblemException.class);
    }
}
