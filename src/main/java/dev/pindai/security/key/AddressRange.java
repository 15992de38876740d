package dev.pindai.security.key;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/**
 * Addresses from which a key counts.
 *
 * @param text as it was written: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address
 */
record AddressRange(String text, InetAddress first, int bits) {

    /** @throws IllegalArgumentException for anything else */
    static AddressRange parse(String text) {
        var parts = text.split("/", -1);
        var first = NetUtil.createInetAddressFromIpAddressString(parts[0]);
        if (first == null || parts.length > 2 || parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException(text);
        }
        int all = first.getAddress().length * Byte.SIZE;
        int bits = parts.length == 1 ? all : Integer.parseInt(parts[1]);
        if (bits > all) {
            throw new IllegalArgumentException(text);
        }
        return new AddressRange(text, first, bits);
    }

    /** Whether an address, as a server tells it, lies in it; what is no IP address lies in none. */
    boolean contains(String address) {
        // The network card of a link-local address is nobody's business here.
        var other = NetUtil.createInetAddressFromIpAddressString(address.replaceAll("%.*", ""));
        return other != null && contains(other);
    }

    private boolean contains(InetAddress other) {
        return other.getClass() == first.getClass()
                && new IpSubnetFilterRule(first, bits, IpFilterRuleType.ACCEPT).matches(new InetSocketAddress(other, 0));
    }

    /** Whether all of it lies in another range. */
    boolean within(AddressRange other) {
        return bits >= other.bits && other.contains(first);
    }
}
