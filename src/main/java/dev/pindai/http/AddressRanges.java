package dev.pindai.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;

/** Addresses and ranges of addresses, as they stand in a setting. */
public final class AddressRanges {

    private final List<CidrAddress> ranges;

    private AddressRanges(List<CidrAddress> ranges) {
        this.ranges = ranges;
    }

    /**
     * Reads a setting. Names of hosts are none: what they mean changes, and whoever answers for them would decide.
     *
     * @param key the setting's, for the message
     * @throws IllegalStateException where an entry is neither an address nor a range
     */
    public static AddressRanges of(String key, Optional<List<String>> setting) {
        return new AddressRanges(setting.orElse(List.of()).stream().map(String::strip).filter(entry -> !entry.isEmpty())
                .map(entry -> range(key, entry)).toList());
    }

    private static CidrAddress range(String key, String entry) {
        var range = entry.contains("/") ? Inet.parseCidrAddress(entry) : single(address(entry));
        if (range == null) {
            throw new IllegalStateException("'" + entry + "' in " + key
                    + " is no address: write addresses such as 10.0.0.1 and ranges such as 10.0.0.0/8");
        }
        return range;
    }

    private static CidrAddress single(InetAddress address) {
        return address == null ? null : CidrAddress.create(address, address.getAddress().length * Byte.SIZE);
    }

    /** The address that this text is, with nothing of an interface in it; null for a text that is none. Asks nobody. */
    public static InetAddress address(String text) {
        try {
            var address = Inet.parseInetAddress(text);
            return address == null ? null : InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has the length of one", e);
        }
    }

    /** Whether this address is one of them. */
    public boolean hold(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.matches(address));
    }
}
