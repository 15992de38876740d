package dev.pindai.security;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

import io.smallrye.mutiny.Uni;

/** Turns the token of an open scan link into the identity of its holder, who has no role and so no right of any key. */
@ApplicationScoped
class ScanLinkIdentityProvider implements IdentityProvider<ScanLinkCredential> {

    private final ScanLinkTokens tokens;

    ScanLinkIdentityProvider(ScanLinkTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<ScanLinkCredential> getRequestType() {
        return ScanLinkCredential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ScanLinkCredential credential, AuthenticationRequestContext context) {
        return context.runBlocking(() -> tokens.holder(credential.token()).map(ScanLinkIdentityProvider::identity)
                .orElseThrow(AuthenticationFailedException::new));
    }

    private static SecurityIdentity identity(Caller holder) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("scan-link " + holder.id()))
                .addAttribute(Caller.ATTRIBUTE, holder).build();
    }
}
