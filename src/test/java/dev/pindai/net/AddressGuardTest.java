package dev.pindai.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where Pindai goes because a user said so. */
class AddressGuardTest {

    private static final AddressGuard STRICT = guard();

    @ParameterizedTest
    @ValueSource(strings = { "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1",
            "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.100.100.200",
            "100.127.255.255",
            "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "168.63.129.16", "224.0.0.1",
            "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "febf::1", "fec0::1", "fc00::1",
            "fd00:ec2::254", "fdff::1", "ff02::1", "2001:db8::1", "2001::1", "100::1",
            // The same in other clothes: mapped, compatible, NAT64, 6to4.
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::7f00:1", "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::1", "2002:a00:1::", "2002:c0a8:101::1" })
    void whatIsNotOfThePublicInternetIsRefused(String address) throws UnknownHostException {
        assertThat(STRICT.refusal("example.com", InetAddress.getByName(address))).get().asString()
                .matches("The address \\S+ is .+, where robots do not go: robots.allowed can allow it");
    }

    @ParameterizedTest
    @ValueSource(strings = { "1.1.1.1", "9.255.255.255", "11.0.0.1", "93.184.216.34", "100.63.255.255", "100.128.0.1",
            "126.255.255.255", "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.167.255.255", "192.169.0.1",
            "223.255.255.255", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1", "64:ff9b::101:101", "2002:101:101::1",
            "::ffff:1.1.1.1" })
    void thePublicInternetIsNot(String address) throws UnknownHostException {
        assertThat(STRICT.refusal("example.com", InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void whatIsAllowedIsAllowedAndNothingBesides() throws UnknownHostException {
        var guard = guard("10.1.0.0/16", "127.0.0.1", " fd12::/16 ", "Bot.Internal");
        assertThat(guard.refusal("a", InetAddress.getByName("10.1.255.1"))).isEmpty();
        assertThat(guard.refusal("a", InetAddress.getByName("10.2.0.1"))).isPresent();
        assertThat(guard.refusal("a", InetAddress.getByName("127.0.0.1"))).isEmpty();
        assertThat(guard.refusal("a", InetAddress.getByName("127.0.0.2"))).isPresent();
        assertThat(guard.refusal("a", InetAddress.getByName("fd12::5"))).isEmpty();
        assertThat(guard.refusal("a", InetAddress.getByName("64:ff9b::a01:1"))).isEmpty();
        assertThat(guard.refusal("bot.internal", InetAddress.getByName("172.18.0.4"))).isEmpty();
        assertThat(guard.refusal("bot.internal.", InetAddress.getByName("172.18.0.4"))).isEmpty();
        assertThat(guard.refusal("x.bot.internal", InetAddress.getByName("172.18.0.4"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = { "10.0.0.0/33", "10.0.0/8", "10.0.0.0/8/8", "10.0.0.0/x", "::/129", "1.2.3.256", "http://bot", "",
            "*.internal" })
    void whatIsNeitherRangeNorNameIsToldSo(String entry) {
        assertThatThrownBy(() -> guard(entry)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("robots.allowed: ").hasMessageContaining("'" + entry + "'");
    }

    private static AddressGuard guard(String... allowed) {
        return new AddressGuard("robots.allowed", Optional.of(List.of(allowed)), "where robots do not go");
    }
}
