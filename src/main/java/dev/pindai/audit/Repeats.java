package dev.pindai.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.pindai.http.ClientNetwork;

/**
 * Keeps a flood from filling the disk: of requests that are alike the first is written at once, and the others of the next ten
 * minutes as one row that says how many they were. Strangers get so many kinds in ten minutes and no more; what is left of
 * them is counted together, whatever the address.
 */
final class Repeats {

    static final Duration WINDOW = Duration.ofMinutes(10);
    /** Addresses and kinds of strangers that are told apart at once. */
    static final int STRANGERS = 100;
    /** The same for those who are known: keys are few, and their requests limited. */
    static final int KNOWN = 10_000;

    private record Kind(String tenant, String caller, String action, UUID session, String address, Integer status,
            String code) {

        /** The same, but from anywhere and about anything. */
        Kind wide() {
            return new Kind(tenant, caller, action, null, null, status, code);
        }
    }

    private record Window(Instant end, boolean stranger, Entry others) {
    }

    /** The oldest first: all windows are of one length. */
    private final Map<Kind, Window> windows = new LinkedHashMap<>();
    private int strangers;

    /** What is to be written now of this entry: it, or nothing because it is counted. */
    synchronized Optional<Entry> admit(Entry entry) {
        if (!entry.isCounted()) {
            return Optional.of(entry);
        }
        var stranger = entry.caller() == null;
        var kind = kind(entry);
        if (!windows.containsKey(kind) && (stranger ? strangers >= STRANGERS : windows.size() - strangers >= KNOWN)) {
            kind = kind.wide();
        }
        var window = windows.get(kind);
        if (window == null) {
            windows.put(kind, new Window(entry.at().plus(WINDOW), stranger, null));
            strangers += stranger ? 1 : 0;
            return Optional.of(entry);
        }
        var others = window.others() == null ? entry : window.others().and(entry);
        windows.put(kind, new Window(window.end(), stranger, others));
        return Optional.empty();
    }

    /** What was counted in windows that are over by now. */
    synchronized List<Entry> over(Instant now) {
        var counted = new ArrayList<Entry>();
        var each = windows.values().iterator();
        while (each.hasNext()) {
            var window = each.next();
            if (window.end().isAfter(now)) {
                break;
            }
            each.remove();
            strangers -= window.stranger() ? 1 : 0;
            if (window.others() != null) {
                counted.add(window.others());
            }
        }
        return counted;
    }

    private static Kind kind(Entry entry) {
        var caller = entry.caller();
        return caller == null
                ? new Kind(entry.tenant(), null, entry.action(), null, ClientNetwork.of(entry.address()), entry.status(),
                        entry.code())
                : new Kind(entry.tenant(), caller.kind() + " " + caller.id(), entry.action(),
                        entry.isRefused() ? null : entry.subject().session(), ClientNetwork.of(entry.address()), entry.status(),
                        entry.code());
    }
}
