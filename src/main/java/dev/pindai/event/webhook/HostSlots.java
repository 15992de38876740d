package dev.pindai.event.webhook;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many requests may be under way: in all, to each host, and to a host that did not answer last only one, so that silent
 * receivers can't take the places of all others. Used by one thread.
 */
final class HostSlots {

    private final int most;
    private final int mostPerHost;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private int all;

    HostSlots(int most, int mostPerHost) {
        this.most = most;
        this.mostPerHost = mostPerHost;
    }

    int free() {
        return most - all;
    }

    int mostPerHost() {
        return mostPerHost;
    }

    /** The hosts that may have no further request now. */
    Set<String> busy() {
        return taken.entrySet().stream().filter(host -> host.getValue() >= limit(host.getKey())).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Takes a place if there is one. */
    boolean take(String host) {
        int now = taken.getOrDefault(host, 0);
        if (all >= most || now >= limit(host)) {
            return false;
        }
        taken.put(host, now + 1);
        all++;
        return true;
    }

    /** Gives a place back. */
    void release(String host) {
        all--;
        taken.computeIfPresent(host, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Those of these hosts are taken, each as often as it is there, and no others. */
    void reset(Collection<String> hosts) {
        taken.clear();
        hosts.forEach(host -> taken.merge(host, 1, Integer::sum));
        all = hosts.size();
    }

    /** Remembers how a host answered. */
    void heard(String host, boolean answered) {
        if (answered) {
            silent.remove(host);
        } else {
            silent.add(host);
        }
    }

    private int limit(String host) {
        return silent.contains(host) ? 1 : mostPerHost;
    }
}
