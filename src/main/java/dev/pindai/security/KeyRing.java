package dev.pindai.security;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The keys that were made at {@code /api/keys}, and who holds them. */
public interface KeyRing {

    /**
     * Who holds a key, from memory; never blocks.
     *
     * @param address from where the key came, as an IP address
     * @return empty also for a key that has to be looked up
     */
    Optional<Caller> recall(String key, String address);

    /**
     * Who holds a key. Blocks.
     *
     * @param address from where the key came, as an IP address
     * @return empty for what is no key, for one that is over, and for one that does not count at this address
     */
    Optional<Caller> find(String key, String address);

    /**
     * Who holds a key that was shown earlier, for whoever keeps no key. Blocks.
     *
     * @param id of the key
     * @param shown whether a digest is that of the text which was shown
     * @param address from where they come now, as an IP address
     * @return empty for a key that is over, for a text that counts no more, and for one that does not count at this address
     */
    Optional<Caller> again(UUID id, Predicate<byte[]> shown, String address);
}
