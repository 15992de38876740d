package dev.pindai.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses.
 *
 * @param address its first address, four or sixteen bytes
 * @param bits how many of its leading bits all addresses in it share
 */
record Network(byte[] address, int bits) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
     *
     * @throws IllegalArgumentException with a sentence, for anything else
     */
    static Network parse(String text) {
        var parts = text.split("/", -1);
        var address = literal(parts[0], text);
        int all = address.length * Byte.SIZE;
        int bits = parts.length == 1 ? all : bits(parts, text);
        if (bits > all) {
            throw new IllegalArgumentException("'" + text + "' has more than the " + all + " bits of such an address");
        }
        return new Network(address, bits);
    }

    /** Whether a text is written as an address or a range of them, rather than as a name. */
    static boolean looksLikeOne(String text) {
        return LITERAL.matcher(text.split("/", -1)[0]).matches();
    }

    /** Whether an address lies in it; one of the other family never does. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if ((other[bit / Byte.SIZE] & mask) != (address[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] literal(String address, String text) {
        if (!LITERAL.matcher(address).matches() || address.matches("[0-9.]+") && !address.matches("\\d+(\\.\\d+){3}")) {
            throw new IllegalArgumentException("'" + text + "' is no address");
        }
        try {
            // A literal is read, not looked up.
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no address", e);
        }
    }

    private static int bits(String[] parts, String text) {
        if (parts.length > 2 || !parts[1].matches("\\d{1,3}")) {
            throw new IllegalArgumentException("'" + text + "' is no range of addresses: write it like 10.0.0.0/8");
        }
        return Integer.parseInt(parts[1]);
    }
}
