package dev.pindai.security;

import jakarta.inject.Singleton;

import dev.pindai.tenant.Realm;
import dev.pindai.tenant.Realms;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.CurrentIdentityAssociation;

/** The realm of a request is that of its {@link Caller}. */
@Singleton
class CallerRealms implements Realms {

    private final CurrentIdentityAssociation identity;

    CallerRealms(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    @Override
    public Realm current() {
        if (!Arc.container().requestContext().isActive()) {
            throw new IllegalStateException("This thread works on no request, so there is nobody whose rows these could be");
        }
        return Caller.of(identity.getIdentity()).map(Caller::realm)
                .orElseThrow(
                        () -> new IllegalStateException("Nobody was let in, so there is nobody whose rows these could be"));
    }
}
