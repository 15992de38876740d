package dev.pindai.security.signin;

import java.util.Optional;
import java.util.UUID;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * Attribute of the identity of somebody who is signed in to the pages.
 *
 * @param csrf what their pages send with each change, see {@link CsrfGuard}
 */
public record SignedIn(UUID id, String csrf) {

    static final String ATTRIBUTE = "pindai.sign-in";

    /** Empty for everybody else. */
    public static Optional<SignedIn> of(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(ATTRIBUTE));
    }
}
