package dev.pindai.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.MultiMap;

/** Who a client is when proxies stand between, and when it only says so. */
class ClientAddressTest {

    private static final AddressRanges PROXIES = AddressRanges.of("test",
            Optional.of(List.of("10.0.0.0/8", "192.168.1.1", "2001:db8:1::/48", "")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "203.0.113.7|203.0.113.7",
            "6.6.6.6, 203.0.113.7|203.0.113.7",
            "6.6.6.6, 203.0.113.7, 10.1.1.1, 192.168.1.1|203.0.113.7",
            "203.0.113.7:4711|203.0.113.7",
            "[2001:db8::7]:4711|2001:db8:0:0:0:0:0:7",
            "2001:db8::7|2001:db8:0:0:0:0:0:7",
            "10.1.1.1, 10.2.2.2|10.1.1.1",
            "203.0.113.7, unknown|10.9.9.9",
            "203.0.113.7, somehost.example|10.9.9.9",
            "203.0.113.7,|10.9.9.9",
            "-|10.9.9.9" })
    void isTheNearestThatIsNoTrustedProxy(String header, String client) throws UnknownHostException {
        assertThat(behind(header == null ? MultiMap.caseInsensitiveMultiMap()
                : MultiMap.caseInsensitiveMultiMap().add("X-Forwarded-For", header), false)).isEqualTo(client);
    }

    @Test
    void headersInSeveralLinesAreOneList() throws UnknownHostException {
        var headers = MultiMap.caseInsensitiveMultiMap().add("x-forwarded-for", "6.6.6.6")
                .add("x-forwarded-for", "203.0.113.7");
        assertThat(behind(headers, false)).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "for=203.0.113.7|203.0.113.7",
            "for=6.6.6.6;proto=https, For=\"203.0.113.7:4711\";by=10.1.1.1|203.0.113.7",
            "proto=https;for=\"[2001:db8::7]:4711\"|2001:db8:0:0:0:0:0:7",
            "for=_hidden|10.9.9.9",
            "proto=https|10.9.9.9" })
    void isReadFromTheStandardHeaderWhereThatIsChosen(String header, String client) throws UnknownHostException {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Forwarded", header).add("X-Forwarded-For", "6.6.6.6");
        assertThat(behind(headers, true)).isEqualTo(client);
        assertThat(behind(headers, false)).isEqualTo("6.6.6.6");
    }

    @ParameterizedTest
    @CsvSource({ "10.255.0.1, true", "11.0.0.1, false", "192.168.1.1, true", "192.168.1.2, false", "2001:db8:1:2::3, true",
            "2001:db8:2::1, false" })
    void rangesHoldTheirAddresses(String address, boolean held) throws UnknownHostException {
        assertThat(PROXIES.hold(InetAddress.getByName(address))).isEqualTo(held);
    }

    @ParameterizedTest
    @CsvSource({ "proxy.example", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "*" })
    void whatIsNoAddressStopsTheStart(String entry) {
        assertThatThrownBy(() -> AddressRanges.of("pindai.http.trusted-proxies", Optional.of(List.of(entry))))
                .hasMessageContaining("pindai.http.trusted-proxies").hasMessageContaining(entry);
    }

    @Test
    void noneAreTrustedUnlessNamed() throws UnknownHostException {
        assertThat(AddressRanges.of("test", Optional.empty()).hold(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    private static String behind(MultiMap headers, boolean standard) throws UnknownHostException {
        return new ClientAddress(PROXIES, standard)
                .behind(InetAddress.getByName("10.9.9.9"), Forwarded.addresses(headers, standard)).getHostAddress();
    }
}
