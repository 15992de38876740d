package dev.pindai.security;

import java.util.Optional;

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
}
