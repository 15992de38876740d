package dev.pindai.limit.connection;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** How many connections there are, in all and of each address. */
final class Crowd {

    private final int most;
    private final int mostOfAddress;
    private final Predicate<InetAddress> many;
    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private int all;

    /**
     * @param most at once; 0 for no limit
     * @param mostOfAddress at once of one address; 0 for no limit
     * @param many addresses that stand for many clients, of which only the first limit counts
     */
    Crowd(int most, int mostOfAddress, Predicate<InetAddress> many) {
        this.most = most;
        this.mostOfAddress = mostOfAddress;
        this.many = many;
    }

    /** Whether there is room for one more; if so, it is counted until it leaves. */
    synchronized boolean enter(InetAddress address) {
        if (most > 0 && all >= most || mostOfAddress > 0 && ofAddress.getOrDefault(address, 0) >= mostOfAddress
                && !many.test(address)) {
            return false;
        }
        all++;
        ofAddress.merge(address, 1, Integer::sum);
        return true;
    }

    synchronized void leave(InetAddress address) {
        all--;
        ofAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
}
