package dev.pindai.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;

class ClientNetworkTest {

    @Test
    void ofIpv4EachAddressIsAClient() {
        assertThat(ClientNetwork.of("203.0.113.1")).isEqualTo(ClientNetwork.of(InetAddress.ofLiteral("203.0.113.1")))
                .isNotEqualTo(ClientNetwork.of("203.0.113.2"));
    }

    @Test
    void ofIpv6ANetworkIsOneClientHoweverItIsWritten() {
        assertThat(ClientNetwork.of("2001:db8:7:7::1")).isEqualTo(ClientNetwork.of("2001:DB8:7:7:ffff:0:0:2"))
                .isEqualTo(ClientNetwork.of(InetAddress.ofLiteral("2001:db8:7:7:0:0:0:3")))
                .isNotEqualTo(ClientNetwork.of("2001:db8:7:8::1"));
    }

    @Test
    void whatIsNoAddressIsAClientByItself() {
        assertThat(ClientNetwork.of("unknown")).isEqualTo("unknown");
        assertThat(ClientNetwork.of((String) null)).isNull();
    }
}
