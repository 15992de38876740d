package dev.pindai.engine;

/**
 * How big a profile may be.
 *
 * @param bytes of all its files together
 * @param files how many there are
 */
public record ProfileLimits(long bytes, int files) {
}
