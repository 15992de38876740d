package dev.pindai.tenant;

/**
 * What let a caller in is over: a key was revoked, has expired, or its old text counts no more. Observed by whoever holds a
 * connection open for them. May be told more than once.
 *
 * @param holder see {@link Realm#holder}
 */
public record AccessEnded(String holder) {
}
