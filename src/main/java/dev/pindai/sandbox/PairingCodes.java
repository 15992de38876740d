package dev.pindai.sandbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.pindai.shared.ProblemException;

/** The codes that pages show instead of a QR. Used on the sandbox's thread only. */
class PairingCodes {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int LENGTH = 8;
    /** Without characters that people confuse: 0 and O, I and 1's look-alike, U and V. */
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<String, Offered> offered = new HashMap<>();

    PairingCodes(Clock clock) {
        this.clock = clock;
    }

    /** A new code, which ends the page's former one. */
    String offer(SimulatedPage page, String phoneNumber, long ttlMs) {
        var now = clock.instant();
        offered.values().removeIf(old -> old.until.plus(REMEMBERED).isBefore(now));
        end(page);
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        offered.put(code.toString(), new Offered(page, digits(phoneNumber), now.plusMillis(ttlMs)));
        return code.toString();
    }

    void end(SimulatedPage page) {
        var now = clock.instant();
        offered.replaceAll((code, old) -> old.page == page && old.until.isAfter(now)
                ? new Offered(old.page, old.digits, now)
                : old);
    }

    boolean isOffered(String code) {
        var found = offered.get(code);
        return found != null && found.until.isAfter(clock.instant());
    }

    /**
     * The page that offered this code to this number.
     *
     * @throws ProblemException 404 if no page did, 410 if it is too late
     */
    SimulatedPage pageOffering(String code, String phoneNumber) {
        var found = offered.get(code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
        if (found == null || !found.digits.equals(digits(phoneNumber))) {
            throw new ProblemException(404, "PAIRING_CODE_UNKNOWN",
                    "No simulated page has offered this code to this phone number. Both must be those of the request.");
        }
        if (!found.until.isAfter(clock.instant())) {
            throw new ProblemException(410, "PAIRING_CODE_EXPIRED",
                    "This pairing code was used or has expired. Ask for a new one.");
        }
        return found.page;
    }

    private static String digits(String phoneNumber) {
        return phoneNumber.replaceAll("\\D", "");
    }

    private record Offered(SimulatedPage page, String digits, Instant until) {
    }
}
