package dev.pindai.tenant;

/**
 * Knows on whose behalf a request is worked on. Whatever is read for a caller is narrowed to this, so that nobody sees what is
 * another tenant's. What Pindai does by itself has no realm: it goes by the id of a session that it knows.
 */
public interface Realms {

    /**
     * The realm of whoever made the request that this thread works on.
     *
     * @throws IllegalStateException if it works on no request, or on that of somebody who showed nothing: a mistake of ours,
     *         and never answered with everybody's rows
     */
    Realm current();
}
