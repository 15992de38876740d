package dev.pindai.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Decides to which addresses Pindai goes where its users say so, in a webhook or for a proxy, so that nobody reaches through it
 * into the network that it runs in. It is asked about the very address that is about to be connected to: what a name meant a
 * moment ago proves nothing.
 */
public final class AddressGuard {

    private final String setting;
    private final String notThere;
    private final List<Network> networks = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param setting the key of the setting with what is allowed: ranges such as {@code 10.0.0.0/8}, single addresses, and
     *        names of hosts
     * @param notThere what is not done at other addresses, as a part of a sentence: {@code "where webhooks do not go"}
     * @throws IllegalArgumentException with a sentence, if an entry can't be read
     */
    public AddressGuard(String setting, Optional<List<String>> allowed, String notThere) {
        this.setting = setting;
        this.notThere = notThere;
        try {
            add(allowed.orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    private void add(List<String> allowed) {
        for (var entry : allowed) {
            var text = entry.strip().toLowerCase(Locale.ROOT);
            if (Network.looksLikeOne(text)) {
                networks.add(Network.parse(text));
            } else if (text.matches("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")) {
                names.add(bare(text));
            } else {
                throw new IllegalArgumentException("'" + entry + "' is neither a range of addresses nor the name of a host");
            }
        }
    }

    /** Why a host must not be reached at this address; empty if it may. */
    public Optional<String> refusal(String host, InetAddress address) {
        var bytes = address.getAddress();
        if (names.contains(bare(host.toLowerCase(Locale.ROOT))) || allows(bytes)
                || SpecialAddresses.wrapped(bytes).filter(this::allows).isPresent()) {
            return Optional.empty();
        }
        return SpecialAddresses.kind(bytes).map(kind -> "The address " + address.getHostAddress() + " is " + kind
                + ", " + notThere + ": " + setting + " can allow it");
    }

    /** A name may end with the dot of the root. */
    private static String bare(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private boolean allows(byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }
}
