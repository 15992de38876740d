package dev.pindai.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Remembers what was right, from where it came and whose it was, so that a neighbour's mistakes stop nobody who is at work. An
 * hour, and the last ten thousand.
 */
final class KnownCallers {

    private static final int REMEMBERED = 10_000;

    /** By hashes of an address and what was shown: nobody gets a key from a dump of this memory. */
    private final Cache<String, String> known = Caffeine.newBuilder().maximumSize(REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1)).build();

    /** Whose this was when it last came from there. */
    Optional<String> find(String address, String shown) {
        return Optional.ofNullable(known.getIfPresent(hash(address, shown)));
    }

    void remember(String address, String shown, String caller) {
        known.put(hash(address, shown), caller);
    }

    /** It is not right any more. */
    void forget(String address, String shown) {
        known.invalidate(hash(address, shown));
    }

    private static String hash(String address, String shown) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest((address + " " + shown).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
