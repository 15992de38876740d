package dev.pindai.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import dev.pindai.shared.ProblemException;

/**
 * Which QR stands on which page, and until when. Remembers old ones for a while, so that scanning one of them is told
 * apart from scanning something else. Used on the sandbox's thread only.
 */
class ShownRefs {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int BYTES = 72;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<String, Shown> shown = new HashMap<>();

    ShownRefs(Clock clock) {
        this.clock = clock;
    }

    String show(SimulatedPage page, long ttlMs) {
        var now = clock.instant();
        shown.values().removeIf(old -> old.until.plus(REMEMBERED).isBefore(now));
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var ref = "2@" + Base64.getEncoder().encodeToString(bytes);
        shown.put(ref, new Shown(page, now.plusMillis(ttlMs)));
        return ref;
    }

    /** From now on this ref is an expired one. */
    void end(String ref) {
        shown.computeIfPresent(ref, (key, old) -> old.until.isAfter(clock.instant())
                ? new Shown(old.page, clock.instant())
                : old);
    }

    /**
     * The page that shows this QR now.
     *
     * @param qr the whole text of a QR; only its first field matters
     * @throws ProblemException 404 if no page ever showed it, 410 if none shows it any more
     */
    SimulatedPage pageShowing(String qr) {
        var found = shown.get(refOf(qr));
        if (found == null) {
            throw new ProblemException(404, "QR_UNKNOWN",
                    "No simulated page has shown this QR. Send the whole text of a QR that is on a screen now.");
        }
        if (!found.until.isAfter(clock.instant())) {
            throw new ProblemException(410, "QR_EXPIRED",
                    "This QR was scanned or has expired. Scan the one that is on the screen now.");
        }
        return found.page;
    }

    /** Whether this page was given this ref, lately. */
    boolean isOf(SimulatedPage page, String ref) {
        var found = ref == null ? null : shown.get(ref);
        return found != null && found.page == page;
    }

    static String refOf(String qr) {
        var text = qr.strip();
        var comma = text.indexOf(',');
        return comma < 0 ? text : text.substring(0, comma);
    }

    private record Shown(SimulatedPage page, Instant until) {
    }
}
