package dev.pindai.limit;

import java.util.regex.Pattern;

/**
 * Says that requests to some paths may have a larger body than others. Made as a bean by the feature that reads it, which does
 * so piece by piece.
 *
 * @param path the whole path, normalised
 * @param bytes the most there
 */
public record LargeBody(Pattern path, long bytes) {
}
