package dev.pindai.security;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;

import io.smallrye.mutiny.Uni;

/** Turns a key or ticket that a request shows into the identity of its {@link Caller}. */
@ApplicationScoped
class CallerIdentityProvider implements IdentityProvider<Credential> {

    private final KeyHolders holders;
    private final Tickets tickets;

    CallerIdentityProvider(KeyHolders holders, Tickets tickets) {
        this.holders = holders;
        this.tickets = tickets;
    }

    @Override
    public Class<Credential> getRequestType() {
        return Credential.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(Credential credential, AuthenticationRequestContext context) {
        var known = recall(credential);
        return known.isPresent() || credential.source() != Credential.Source.HEADER
                ? Uni.createFrom().item(() -> identity(credential, known))
                : context.runBlocking(() -> identity(credential, holders.find(credential.value(), credential.address())));
    }

    private Optional<Caller> recall(Credential credential) {
        return switch (credential.source()) {
            case HEADER -> holders.recall(credential.value(), credential.address());
            case COOKIE -> Optional.empty();
            case TICKET -> tickets.redeem(credential.value());
        };
    }

    private static SecurityIdentity identity(Credential credential, Optional<Caller> found) {
        return Identities.of(found.orElseThrow(AuthenticationFailedException::new), credential.source(), credential.name())
                .build();
    }
}
