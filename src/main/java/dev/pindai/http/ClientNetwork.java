package dev.pindai.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What counts as one client where addresses are counted: an IPv4 address, and of IPv6 the network of 64 bits that each customer
 * of a provider has to themselves.
 */
public final class ClientNetwork {

    private static final int BYTES = 8;

    private ClientNetwork() {
    }

    /** Equal for all addresses of one client, and for no others. */
    public static String of(InetAddress address) {
        return address instanceof Inet6Address ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), BYTES))
                : address.getHostAddress();
    }

    /** The same of an address as text; a text that is none is a client by itself. */
    public static String of(String address) {
        var parsed = address == null ? null : AddressRanges.address(address);
        return parsed == null ? address : of(parsed);
    }
}
