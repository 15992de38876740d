package dev.pindai.net;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that are nobody's on the public internet, after IANA's registries of special-purpose addresses, and those at
 * which clouds hand out credentials.
 */
final class SpecialAddresses {

    private static final Map<Network, String> RANGES = new LinkedHashMap<>();
    private static final Network COMPATIBLE = Network.parse("::/96");
    private static final Network NAT64 = Network.parse("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;

    static {
        range("loopback", "127.0.0.0/8", "::1/128");
        range("a cloud's metadata service", "169.254.169.254/32", "fd00:ec2::254/128", "168.63.129.16/32", "100.100.100.200/32",
                "192.0.0.192/32");
        range("link-local", "169.254.0.0/16", "fe80::/10");
        range("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10");
        range("shared by a provider's customers", "100.64.0.0/10");
        range("unspecified", "0.0.0.0/8", "::/128");
        range("multicast", "224.0.0.0/4", "ff00::/8");
        range("broadcast or reserved", "240.0.0.0/4");
        range("set apart for special purposes", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
                "198.51.100.0/24", "203.0.113.0/24", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20",
                "5f00::/16");
    }

    private SpecialAddresses() {
    }

    /** What an address is, if it is none of the public internet; one that wraps an IPv4 address is what that is. */
    static Optional<String> kind(byte[] address) {
        return RANGES.entrySet().stream().filter(range -> range.getKey().contains(address)).map(Map.Entry::getValue).findFirst()
                .or(() -> wrapped(address).flatMap(SpecialAddresses::kind));
    }

    /** The IPv4 address that an IPv6 address stands for: by NAT64, 6to4, or in the old form of compatible ones. */
    static Optional<byte[]> wrapped(byte[] address) {
        if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
            return Optional.of(Arrays.copyOfRange(address, IPV6 - IPV4, IPV6));
        }
        return SIX_TO_FOUR.contains(address) ? Optional.of(Arrays.copyOfRange(address, 2, 2 + IPV4)) : Optional.empty();
    }

    private static void range(String kind, String... ranges) {
        for (var range : ranges) {
            RANGES.put(Network.parse(range), kind);
        }
    }
}
