package dev.pindai.security;

import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** Identities of callers, with the callers' scopes as roles. */
public final class Identities {

    /** Attribute of the identity: the {@link Credential.Source} it came by. */
    static final String SOURCE = "pindai.credential-source";
    /** Attribute of the identity: {@link Credential#name}. */
    static final String CREDENTIAL = "pindai.credential";

    private Identities() {
    }

    /**
     * Of somebody who is signed in to the pages: their browser sends the cookie by itself, wherever a request comes from.
     *
     * @param credential tells this sign-in from others without telling it to anybody
     */
    public static QuarkusSecurityIdentity.Builder signedIn(Caller caller, String credential) {
        return of(caller, Credential.Source.COOKIE, Credential.Source.COOKIE + " " + credential);
    }

    static QuarkusSecurityIdentity.Builder of(Caller caller, Credential.Source source, String credential) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(caller.roles())
                .addAttribute(Caller.ATTRIBUTE, caller)
                .addAttribute(SOURCE, source)
                .addAttribute(CREDENTIAL, credential);
    }
}
