package dev.pindai.event.webhook.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides to which addresses webhooks may go, so that nobody reaches through Pindai into the network that it runs in. It is
 * asked about the very address that is about to be connected to: what a name meant a moment ago proves nothing.
 */
public final class AddressGuard {

    private final List<Network> networks = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param allowed ranges such as {@code 10.0.0.0/8}, single addresses, and names of hosts
     * @throws IllegalArgumentException with a sentence, if one can't be read
     */
    public AddressGuard(List<String> allowed) {
        for (var entry : allowed) {
            var text = entry.strip().toLowerCase(Locale.ROOT);
            if (Network.looksLikeOne(text)) {
                networks.add(Network.parse(text));
            } else if (text.matches("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")) {
                names.add(text);
            } else {
                throw new IllegalArgumentException("'" + entry + "' is neither a range of addresses nor the name of a host");
            }
        }
    }

    /** Why a host must not be reached at this address; empty if it may. */
    public Optional<String> refusal(String host, InetAddress address) {
        var bytes = address.getAddress();
        if (names.contains(host.toLowerCase(Locale.ROOT)) || allows(bytes)
                || SpecialAddresses.wrapped(bytes).filter(this::allows).isPresent()) {
            return Optional.empty();
        }
        return SpecialAddresses.kind(bytes).map(kind -> "The address " + address.getHostAddress() + " is " + kind
                + ", where webhooks do not go: pindai.webhook.allowed-networks can allow it");
    }

    private boolean allows(byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
