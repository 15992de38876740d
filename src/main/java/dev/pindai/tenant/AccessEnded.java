package dev.pindai.tenant;

/**
 * What let a caller in is over: a key was revoked, has expired, or its old text counts no more; or they signed out. Observed by
 * whoever holds a connection open for them. May be told more than once.
 *
 * @param holder see {@link Realm#holder}
 */
public record AccessEnded(String holder) {

    /** Stands between a caller and one of their sign-ins: the caller's end is that of each of them. */
    public static final String PART = "/";

    /** Whether what was opened for this one ends, too. */
    public boolean ends(String other) {
        return other.equals(holder) || other.startsWith(holder + PART);
    }
}
