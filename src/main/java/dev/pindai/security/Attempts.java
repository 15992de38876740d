package dev.pindai.security;

/**
 * How often wrong keys may be tried. Implemented where limits are, so that this package needs to know nothing of them. None of
 * its methods blocks.
 */
public interface Attempts {

    /** Whether keys that come from this address are looked at now. */
    boolean allowed(String address);

    /** A wrong one came from this address. */
    void failed(String address);
}
